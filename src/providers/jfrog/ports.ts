/** Artifactory's own ports, and those of HTTPS. A port of another number is one of its Docker repositories (JFrog, "Docker Repository URL Formats"). */
export const ownPorts = new Set(["", "443", "8443", "8081", "8082"]);
