import { http, unwrap } from "./http";
import type { NewToken } from "./types";

export function updateProfile(name: string) {
  return unwrap(http.PATCH("/api/v1/auth/profile", { body: { name } }));
}

export function changePassword(currentPassword: string, newPassword: string) {
  return unwrap(http.PUT("/api/v1/auth/password", { body: { currentPassword, newPassword } }));
}

export function changeEmail(email: string, password: string) {
  return unwrap(http.PUT("/api/v1/auth/email", { body: { email, password } }));
}

export function sendVerification() {
  return unwrap(http.POST("/api/v1/auth/email/verification"));
}

export function getTwoFactors() {
  return unwrap(http.GET("/api/v1/auth/two-factors"));
}

export function beginTwoFactors(password: string) {
  return unwrap(http.POST("/api/v1/auth/two-factors", { body: { password } }));
}

export function confirmTwoFactors(code: string) {
  return unwrap(http.POST("/api/v1/auth/two-factors/confirm", { body: { code } }));
}

export function endTwoFactors(password: string, code: string) {
  return unwrap(http.POST("/api/v1/auth/two-factors/end", { body: { password, code } }));
}

export function renewRecoveryCodes(code: string) {
  return unwrap(http.POST("/api/v1/auth/two-factors/recovery-codes", { body: { code } }));
}

export function listSessions() {
  return unwrap(http.GET("/api/v1/auth/sessions"));
}

export function endSession(sessionId: string) {
  return unwrap(http.DELETE("/api/v1/auth/sessions/{sessionId}", { params: { path: { sessionId } } }));
}

export function listTokens() {
  return unwrap(http.GET("/api/v1/tokens"));
}

export function createToken(body: NewToken) {
  return unwrap(http.POST("/api/v1/tokens", { body }));
}

export function deleteToken(tokenId: string) {
  return unwrap(http.DELETE("/api/v1/tokens/{tokenId}", { params: { path: { tokenId } } }));
}
