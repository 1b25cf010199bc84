import { http, unwrap } from "./http";
import type { Me } from "./types";

export function getMe(): Promise<Me> {
  return unwrap(http.GET("/api/v1/me"));
}

/** `cookie`: the tokens come as HttpOnly cookies alone, out of reach of scripts. */
export function login(email: string, password: string) {
  return unwrap(http.POST("/api/v1/auth/login", { body: { email, password, cookie: true } }));
}

export function register(name: string, email: string, password: string) {
  return unwrap(http.POST("/api/v1/auth/register", { body: { name, email, password, cookie: true } }));
}

export function logout() {
  return unwrap(http.POST("/api/v1/auth/logout"));
}
