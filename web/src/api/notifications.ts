import { http, unwrap } from "./http";

export function listNotifications() {
  return unwrap(http.GET("/api/v1/notifications", { params: { query: { limit: 50 } } }));
}

export function readNotifications(which: { ids: string[] } | { all: true }) {
  return unwrap(http.POST("/api/v1/notifications/read", { body: which }));
}
