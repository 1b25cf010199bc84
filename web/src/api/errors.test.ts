import { expect, test } from "vitest";
import { ApiError, asApiError, toApiError } from "./errors";

const answer = (status: number, requestId?: string) =>
  new Response(null, { status, headers: requestId ? { "X-Request-Id": requestId } : {} });

test("a problem keeps its code, status and request id", () => {
  const problem = {
    title: "Record not found",
    detail: "It was deleted.",
    code: "record_not_found",
    requestId: "req_1",
  };
  const error = toApiError(answer(404, "req_other"), problem);
  expect(error).toMatchObject({
    status: 404,
    code: "record_not_found",
    requestId: "req_1",
    message: "Record not found",
  });
  expect(error.reason).toBe("It was deleted.");
});

test("the first fault is the reason shown", () => {
  const errors = [{ path: "fields.Due", code: "invalid_value", message: "“soon” is not a date." }];
  expect(toApiError(answer(422), { title: "Invalid", detail: "One value is invalid.", errors }).reason).toBe(
    "“soon” is not a date.",
  );
});

test("an answer without a problem body takes the request id from the header", () => {
  const error = toApiError(answer(502, "req_9"), "<html>Bad gateway</html>");
  expect(error).toMatchObject({ status: 502, code: "unknown", requestId: "req_9", detail: "" });
});

test("a short text body is shown as it is", () => {
  expect(toApiError(answer(500), "database is starting").reason).toBe("database is starting");
});

test("a network failure has status 0 and ApiErrors pass through", () => {
  expect(asApiError(new TypeError("Failed to fetch"))).toMatchObject({ status: 0, code: "unreachable" });
  const error = new ApiError(409, { code: "version_conflict" }, null);
  expect(asApiError(error)).toBe(error);
});
