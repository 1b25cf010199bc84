import "@fontsource-variable/inter";
import "@/theme/tokens.css";
import { createRoot } from "react-dom/client";
import { Providers } from "@/app/Providers";
import { startI18n } from "@/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// No StrictMode: the grid's accessible mirror table never fills again after its double mount in development.
void startI18n().then(() => createRoot(root).render(<Providers />));
