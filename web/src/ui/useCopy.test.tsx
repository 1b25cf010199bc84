import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18n from "i18next";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { startI18n } from "@/i18n";
import { useToasts } from "./toastStore";
import { useCopy } from "./useCopy";

function Copies() {
  const copy = useCopy();
  return (
    <button type="button" onClick={() => void copy("secret")}>
      Copy
    </button>
  );
}

let copied: string[] = [];
const allows = {
  writeText: async (text: string) => {
    copied.push(text);
  },
};
const refuses = {
  writeText: async () => {
    throw new Error("denied");
  },
};

function clipboard(value: unknown) {
  Object.defineProperty(navigator, "clipboard", { value, configurable: true });
}

beforeAll(startI18n);

beforeEach(() => {
  copied = [];
  useToasts.setState({ toasts: [] });
});

test("what is copied is said to be", async () => {
  const user = userEvent.setup();
  clipboard(allows);
  render(<Copies />);
  await user.click(screen.getByText("Copy"));
  await waitFor(() => expect(said()).toEqual([i18n.t("common.copied")]));
  expect(copied).toEqual(["secret"]);
});

test.each([
  ["refuses", refuses],
  ["has no clipboard", undefined],
])("a browser that %s does not claim it", async (_, value) => {
  const user = userEvent.setup();
  clipboard(value);
  render(<Copies />);
  await user.click(screen.getByText("Copy"));
  await waitFor(() => expect(said()).toEqual([i18n.t("common.notCopied")]));
});

function said(): string[] {
  return useToasts.getState().toasts.map((each) => each.text);
}
