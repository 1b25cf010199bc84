import { createBrowserRouter } from "react-router";
import { AppShell } from "./AppShell";
import { NotFoundPage, RouteErrorPage } from "./ErrorPages";

/** Everything behind a route is its own chunk; the shell and the sign-in page are what a first visit loads. */
export const router = createBrowserRouter([
  {
    errorElement: <RouteErrorPage />,
    hydrateFallbackElement: <div />,
    children: [
      { path: "/login", lazy: async () => ({ Component: (await import("@/features/auth/LoginPage")).LoginPage }) },
      ...["/shared/:slug", "/shared/:slug/embed"].map((path) => ({
        path,
        lazy: async () => ({ Component: (await import("@/features/shared/SharedPage")).SharedPage }),
      })),
      {
        path: "/register",
        lazy: async () => ({ Component: (await import("@/features/auth/RegisterPage")).RegisterPage }),
      },
      {
        path: "/invite",
        lazy: async () => ({ Component: (await import("@/features/auth/InvitationPage")).InvitationPage }),
      },
      {
        path: "/forgot-password",
        lazy: async () => ({
          Component: (await import("@/features/auth/ForgotPasswordPage")).ForgotPasswordPage,
        }),
      },
      {
        path: "/reset-password",
        lazy: async () => ({ Component: (await import("@/features/auth/ResetPasswordPage")).ResetPasswordPage }),
      },
      {
        path: "/confirm-email",
        lazy: async () => ({ Component: (await import("@/features/auth/ConfirmEmailPage")).ConfirmEmailPage }),
      },
      {
        path: "/",
        element: <AppShell />,
        children: [
          {
            errorElement: <RouteErrorPage />,
            children: [
              { index: true, lazy: async () => ({ Component: (await import("@/features/home/StartPage")).StartPage }) },
              {
                path: "w/:workspaceId",
                lazy: async () => ({ Component: (await import("@/features/home/HomePage")).HomePage }),
              },
              {
                path: "w/:workspaceId/settings/:section?",
                lazy: async () => ({ Component: (await import("@/features/workspace/SettingsPage")).SettingsPage }),
              },
              {
                path: "w/:workspaceId/mail",
                lazy: async () => ({ Component: (await import("@/features/inbox/MailPage")).MailPage }),
              },
              {
                path: "w/:workspaceId/sign-on",
                lazy: async () => ({ Component: (await import("@/features/sso/ProvidersPage")).ProvidersPage }),
              },
              {
                path: "w/:workspaceId/runs/:runId",
                lazy: async () => ({ Component: (await import("@/features/automations/RunPage")).RunPage }),
              },
              {
                path: "w/:workspaceId/b/:baseId",
                lazy: async () => ({ Component: (await import("@/features/home/BasePage")).BasePage }),
              },
              {
                path: "w/:workspaceId/b/:baseId/t/:tableId",
                lazy: async () => ({ Component: (await import("@/features/records/TablePage")).TablePage }),
              },
              {
                path: "w/:workspaceId/b/:baseId/t/:tableId/v/:viewId",
                lazy: async () => ({ Component: (await import("@/features/records/TablePage")).TablePage }),
              },
              {
                path: "w/:workspaceId/b/:baseId/t/:tableId/automations/:automationId?",
                lazy: async () => ({
                  Component: (await import("@/features/automations/AutomationsPage")).AutomationsPage,
                }),
              },
              {
                path: "notifications",
                lazy: async () => ({
                  Component: (await import("@/features/inbox/NotificationsPage")).NotificationsPage,
                }),
              },
              {
                path: "account",
                lazy: async () => ({ Component: (await import("@/features/account/AccountPage")).AccountPage }),
              },
              {
                path: "go/t/:tableId",
                lazy: async () => ({ Component: (await import("@/features/home/GoToTable")).GoToTable }),
              },
              { path: "*", element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
]);
