/** A nerdctl that has the guide's image, and limactl with a guest while the person's home says so. Scripts for `cloudLogins`. */
export const seedPrograms: Readonly<Record<string, string>> = {
  nerdctl: `case "$1" in
  --version) echo 'nerdctl version 0.16.0' ;;
  images) echo 'hello-world:latest 13.3kB' ;;
esac`,
  limactl: `[ -f "$HOME/lima-runs" ] && echo '{"name":"default","status":"Running"}'`,
};
