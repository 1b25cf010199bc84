import { http, unwrap } from "./http";
import type { components } from "./schema.gen";

export type SharedLink = components["schemas"]["LinkAnswer"];
export type NewLink = Partial<components["schemas"]["NewLinkBody"]>;
export type LinkChange = components["schemas"]["LinkPatch"];

const defaults = { kind: "view", download: false, allowCopy: true, linkedTitles: false } as const;

export async function listLinks(viewId: string): Promise<readonly SharedLink[]> {
  return (await unwrap(http.GET("/api/v1/views/{viewId}/links", { params: { path: { viewId } } }))).items;
}

export function createLink(viewId: string, link: NewLink): Promise<SharedLink> {
  return unwrap(
    http.POST("/api/v1/views/{viewId}/links", { params: { path: { viewId } }, body: { ...defaults, ...link } }),
  );
}

export function changeLink(linkId: string, body: LinkChange): Promise<SharedLink> {
  return unwrap(http.PATCH("/api/v1/links/{linkId}", { params: { path: { linkId } }, body }));
}

export async function closeLink(linkId: string): Promise<void> {
  await unwrap(http.DELETE("/api/v1/links/{linkId}", { params: { path: { linkId } } }));
}
