import { http, unwrap } from "./http";
import type { Me } from "./types";

export function getMe(): Promise<Me> {
  return unwrap(http.GET("/api/v1/me"));
}

/** `cookie`: the tokens come as HttpOnly cookies alone, out of reach of scripts. */
export function login(email: string, password: string) {
  return unwrap(http.POST("/api/v1/auth/login", { body: { email, password, cookie: true } }));
}

/** The second step, after a login that was answered by a challenge. */
export function finishLogin(challenge: string, code: string) {
  return unwrap(http.POST("/api/v1/auth/second-factor", { body: { challenge, code, cookie: true } }));
}

export function forgotPassword(email: string) {
  return unwrap(http.POST("/api/v1/auth/password/forgot", { body: { email } }));
}

export function resetPassword(token: string, password: string) {
  return unwrap(http.POST("/api/v1/auth/password/reset", { body: { token, password } }));
}

export function confirmEmail(token: string) {
  return unwrap(http.POST("/api/v1/auth/email/confirm", { body: { token } }));
}

export function register(name: string, email: string, password: string) {
  return unwrap(http.POST("/api/v1/auth/register", { body: { name, email, password, cookie: true } }));
}

export function logout() {
  return unwrap(http.POST("/api/v1/auth/logout"));
}
