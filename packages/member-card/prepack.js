// Brings together what the package is made of: each file has one place in the repository.
import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const FILES = ["public/embed.js", "public/embed.d.ts", "public/custom-elements.json", "LICENSE-MIT", "LICENSE-APACHE"];

for (const file of FILES) {
  const name = file.split("/").pop();
  copyFileSync(fileURLToPath(new URL(file, root)), fileURLToPath(new URL(name, import.meta.url)));
}
