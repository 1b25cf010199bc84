import { http, unwrap } from "./http";
import type { Me } from "./types";

export function getMe(): Promise<Me> {
  return unwrap(http.GET("/api/v1/me"));
}

export function login(email: string, password: string) {
  return unwrap(http.POST("/api/v1/auth/login", { body: { email, password } }));
}

export function register(name: string, email: string, password: string) {
  return unwrap(http.POST("/api/v1/auth/register", { body: { name, email, password } }));
}

export function logout() {
  return unwrap(http.POST("/api/v1/auth/logout"));
}
