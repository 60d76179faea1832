// The programs of other projects that some suites compare with, and where Debian has them.
import { existsSync } from "node:fs";
import { run, which } from "./processes.mjs";

/** Program → Debian package. */
const packages = {
  chromium: "chromium",
  "docker-registry": "docker-registry",
  skopeo: "skopeo",
  umoci: "umoci",
  podman: "podman",
  "docker-credential-ecr-login": "amazon-ecr-credential-helper",
  htpasswd: "apache2-utils",
  nginx: "nginx",
  openssl: "openssl",
  "docker-credential-pass": "golang-docker-credential-helpers",
  pass: "pass",
  gpg: "gnupg",
  containerd: "containerd",
  rg: "ripgrep",
  pgrep: "procps",
  nvim: "neovim",
  "pre-commit": "pre-commit",
  zsh: "zsh",
  fish: "fish",
};

/** Daemons lie where a person's PATH often does not lead. */
function extendPath() {
  const folders = (process.env["PATH"] ?? "").split(":");
  for (const folder of ["/usr/sbin", "/sbin"]) {
    if (process.platform !== "win32" && existsSync(folder) && !folders.includes(folder)) folders.push(folder);
  }
  if (process.platform !== "win32") process.env["PATH"] = folders.join(":");
}

/** @returns {string[]} the programs that are not there */
function missingPrograms() {
  return Object.keys(packages).filter((program) => which(program) === undefined);
}

/**
 * Installs what is missing where that is possible without asking (Debian, as root); elsewhere says how to.
 * @returns {Promise<string[]>} the programs that are still missing
 */
export async function ensurePrograms() {
  extendPath();
  const missing = missingPrograms();
  if (missing.length === 0) return [];
  const names = [...new Set(missing.map((program) => packages[/** @type {keyof typeof packages} */ (program)]))];
  if (which("apt-get") === undefined) {
    console.error(`Missing: ${missing.join(", ")}. Suites that need them are skipped; Debian's packages of them are ${names.join(", ")}.`);
    return missing;
  }
  if (process.getuid?.() !== 0) {
    console.error(
      `Missing: ${missing.join(", ")}. Suites that need them are skipped; to have them: sudo apt-get install --no-install-recommends ${names.join(" ")}`,
    );
    return missing;
  }
  console.error(`Installing Debian packages: ${names.join(" ")} (up to 150 MB, a minute or two) …`);
  const options = { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const update = await run("apt-get", ["update", "-qq"], options);
  const install = await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], options);
  if (install.code !== 0)
    console.error(
      `${update.output}${install.output}apt-get install failed; its output is above. Suites that need these programs are skipped.`,
    );
  return missingPrograms();
}

/** @returns {Promise<string>} one line on the docker tool, which is used where it is present */
export async function describeDocker() {
  if (which("docker") === undefined) return "docker: not installed; what only it can read is not tested";
  const { output } = await run("docker", ["--version"], { quiet: true });
  return `docker: ${output.trim()}`;
}
