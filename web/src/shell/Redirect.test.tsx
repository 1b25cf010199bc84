import { render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { Redirect } from "./Redirect";

/** "/table" leads on to "/table/view", whose chunk arrives when the test says so. */
function stage() {
  let arrive = () => {};
  const chunk = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const router = createMemoryRouter(
    [
      { path: "/table", element: <Redirect to="/table/view" /> },
      { path: "/other", element: <p>other</p> },
      {
        path: "/table/view",
        lazy: async () => {
          await chunk;
          return { Component: () => <p>view</p> };
        },
      },
    ],
    { initialEntries: ["/table"] },
  );
  render(<RouterProvider router={router} />);
  return { router, arrive };
}

test("a click that leads back before the address is reached does not strand the redirect", async () => {
  const { router, arrive } = stage();
  await waitFor(() => expect(router.state.navigation.location?.pathname).toBe("/table/view"));
  await router.navigate("/table");
  arrive();
  await screen.findByText("view");
  expect(router.state.location.pathname).toBe("/table/view");
});

test("a click to elsewhere wins over the redirect", async () => {
  const { router, arrive } = stage();
  await waitFor(() => expect(router.state.navigation.location?.pathname).toBe("/table/view"));
  await router.navigate("/other");
  arrive();
  await screen.findByText("other");
  expect(router.state.location.pathname).toBe("/other");
});
