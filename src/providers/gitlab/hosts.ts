/** GitLab's own registry. */
export const gitlabHosts = /^registry\.gitlab\.com$/;
