// Compiles the stylesheet and copies what the pages need into the folder named on the command
// line (ehc/static/ehc unless given). The result is kept in the repository, so that neither the
// service nor its installation needs node.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";
import * as sass from "sass";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");
const modules = join(root, "node_modules");
const target = resolve(process.argv[2] ?? join(root, "ehc", "static", "ehc"));
const govuk = join(modules, "govuk-frontend");
const font = join(modules, "@fontsource", "atkinson-hyperlegible-next");
const arabic = join(modules, "@fontsource", "noto-sans-arabic");

mkdirSync(join(target, "fonts"), { recursive: true });

const { css } = sass.compile(join(root, "ehc", "static_src", "ehc.scss"), {
  loadPaths: [modules],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(target, "ehc.css"), `${css}\n`);

// For what is read from right to left: the same, turned round, and one weight of Arabic letters.
// Those of other languages in that script are left out; a browser makes the bold ones itself.
const letters = "U+060C,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066C,U+0670";
const file = "noto-sans-arabic-400-normal.woff2";
const face =
  '@font-face{font-family:"Noto Sans Arabic";font-style:normal;font-weight:400;font-display:swap;' +
  `src:url("fonts/${file}") format("woff2");unicode-range:${letters}}`;
// A byte order mark is none but at the start of a file: it would spoil the selector after it.
const [, mark, rules] = /^(\uFEFF?)(.*)$/s.exec(rtlcss.process(css));
writeFileSync(join(target, "ehc-rtl.css"), `${mark}${face}${rules}\n`);
execFileSync(join(root, ".venv", "bin", "pyftsubset"), [
  join(arabic, "files", "noto-sans-arabic-arabic-400-normal.woff2"),
  `--unicodes=${letters},U+200C-200F`,
  "--flavor=woff2",
  "--no-hinting",
  `--output-file=${join(target, "fonts", file)}`,
]);
cpSync(join(arabic, "LICENSE"), join(target, "fonts", "LICENSE-noto-sans-arabic"));

// Without the line that names a source map which is not kept.
const script = readFileSync(join(govuk, "dist", "govuk", "govuk-frontend.min.js"), "utf8");
writeFileSync(
  join(target, "govuk-frontend.min.js"),
  script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"),
);
for (const subset of ["latin", "latin-ext"]) {
  for (const weight of [400, 700]) {
    const name = `atkinson-hyperlegible-next-${subset}-${weight}-normal.woff2`;
    cpSync(join(font, "files", name), join(target, "fonts", name));
  }
}
cpSync(join(font, "LICENSE"), join(target, "fonts", "LICENSE"));

// From what this was made: a test without node sees when the result has not been made again.
const sources = ["ehc/static_src/ehc.scss", "package-lock.json"];
const made = sources.map((name) => {
  const digest = createHash("sha256").update(readFileSync(join(root, name))).digest("hex");
  return `${digest}  ${name}\n`;
});
writeFileSync(join(root, "ehc", "static_src", "built_from.txt"), made.join(""));
