export const garHosts = /^(?:[a-z]+(?:-[a-z]+\d+)?-docker\.pkg\.dev|docker\.[a-z]+-[a-z]+\d+\.rep\.pkg\.dev)$/;
