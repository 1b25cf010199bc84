import "@fontsource-variable/inter";
import "@/theme/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Providers } from "@/app/Providers";
import { startI18n } from "@/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

void startI18n().then(() => {
  createRoot(root).render(
    <StrictMode>
      <Providers />
    </StrictMode>,
  );
});
