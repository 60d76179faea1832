import { BlockList, isIP } from "node:net";
import { isLoopback } from "../endpoint.ts";

/** IANA's special-purpose IPv4 addresses (RFC 6890 and its registry), with multicast and what is reserved. */
const specialIpv4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** All of IPv6 that is given out to anybody (RFC 4291, section 2.4): IPv4 in IPv6 clothes, NAT64, local and multicast addresses are outside. */
const globalIpv6 = ["2000::/3"];

/** What is special within: Teredo and other protocols (RFC 2928), documentation, 6to4 (RFC 3056), documentation once more (RFC 9637). */
const specialIpv6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

function blockList(subnets: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = "", prefix] = subnet.split("/");
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

const special4 = blockList(specialIpv4, "ipv4");
const global6 = blockList(globalIpv6, "ipv6");
const special6 = blockList(specialIpv6, "ipv6");

/**
 * Whether a URL's `hostname` is an address that is not everybody's on the internet: it means something near to us, or nothing. A URL
 * spells an address in one way, whatever it was written like (`0x7f.1`, `2130706433`, `127.0.0.1.`).
 */
export function isPrivateAddress(hostname: string): boolean {
  if (isLoopback(hostname)) return true;
  const host = hostname.replace(/^\[|\]$/g, "");
  switch (isIP(host)) {
    case 4:
      return special4.check(host, "ipv4");
    case 6:
      return !global6.check(host, "ipv6") || special6.check(host, "ipv6");
    default:
      return false;
  }
}
