import { type FindingCase, mirrorTable } from "./findingCase.ts";

/** Security and style. */
export const adviceCases: readonly FindingCase[] = [
  {
    code: "loopback-rootless",
    says: "hint Rootless nerdctl may not reach this address: with RootlessKit 1, or with 2 when CONTAINERD_ROOTLESS_ROOTLESSKIT_DETACH_NETNS is false, it pulls inside another network namespace. See https://github.com/containerd/nerdctl/issues/86.",
    directory: "/home/u/.config/containerd/certs.d/m",
    fires: '[host.«"http://127.0.0.1:5000"»]\n',
    quiet: mirrorTable,
    resolves: "http://127.0.0.1:5000/v2 + registry",
  },
  {
    code: "skip-verify",
    says: "hint Anyone on the network path can read and change what is pulled: the certificate is not verified. A `ca` file is as easy, and safe.",
    fires: `${mirrorTable}«skip_verify = true»\n`,
    quiet: `${mirrorTable}skip_verify = false\n`,
    resolves: "https://m/v2 insecure + registry",
  },
  {
    code: "missing-scheme",
    says: "hint containerd speaks HTTPS to this host: without a scheme it puts https:// before the name.",
    fires: '[host.«mirror»]\n[host.mirror.header]\nx = "1"\n',
    quiet: mirrorTable,
    fixed: '[host."https://mirror"]\n[host."https://mirror".header]\nx = "1"\n',
    resolves: "https://mirror/v2 x:1 + registry",
  },
  {
    code: "missing-scheme",
    fires: "server = «'m:5000'»\n",
    quiet: "server = 'https://m:5000'\n",
    fixed: "server = 'https://m:5000'\n",
    resolves: "https://m:5000/v2",
  },
  {
    code: "key-case",
    says: "hint containerd 1.x mostly ignores `Capabilities`: it is spelled `capabilities`, and only containerd 2.x takes any letter case.",
    fires: `${mirrorTable}«Capabilities» = ["pull"]\n`,
    quiet: `${mirrorTable}capabilities = ["pull"]\n`,
    fixed: `${mirrorTable}capabilities = ["pull"]\n`,
    resolves: "https://m/v2 (pull) + registry",
  },
  {
    code: "push-to-mirror",
    says: "hint Images are pushed to this mirror, not to the registry: containerd pushes to the first host that may push.",
    fires: `${mirrorTable}capabilities = [«"push"», "pull"]\n`,
    quiet: `server = "https://m"\n${mirrorTable}capabilities = ["push", "pull"]\n`,
    fixed: `${mirrorTable}capabilities = ["pull"]\n`,
    resolves: "https://m/v2 (pull) + registry",
  },
  {
    code: "ca-with-skip-verify",
    says: "hint containerd accepts any certificate, whatever this `ca` holds: `skip_verify = true` turns verification off.",
    fires: `${mirrorTable}«ca = "x"»\nskip_verify = true\n`,
    quiet: `${mirrorTable}ca = "x"\nskip_verify = false\n`,
    fixed: `${mirrorTable}ca = "x"\n`,
    resolves: "https://m/v2 ca x + registry",
  },
  {
    code: "secret-in-header",
    says: "hint Whoever can read this file has this secret: it stands here in clear text, for containerd to send with each request to this host. Keep the file unreadable for others.",
    fires: `${mirrorTable}header = { Authorization = «"Basic eA=="» }\n`,
    quiet: `${mirrorTable}header = { Authorization = "", X-Mirror = "1" }\n`,
    resolves: "https://m/v2 Authorization:Basic eA== + registry",
  },
  {
    code: "no-pull-no-resolve",
    says: "hint containerd resolves no tag with this host, and yet asks it for manifests and layers: a tag takes `pull` and `resolve`, and what has a digest is asked of every host.",
    fires: `${mirrorTable}capabilities = «["push"]»\n`,
    quiet: `${mirrorTable}capabilities = ["pull"]\n`,
    resolves: "https://m/v2 (push) + registry",
  },
  {
    code: "no-pull-no-resolve",
    fires: `${mirrorTable}capabilities = «["resolve"]»\n`,
    quiet: `${mirrorTable}capabilities = ["push", "pull"]\n`,
    resolves: "https://m/v2 (resolve) + registry",
  },
];
