export const acrHosts = /^[a-z0-9]{5,50}(?:-[a-z0-9]+)?(?:\.[a-z0-9]+\.geo)?\.azurecr\.(?:io|cn|us|de)$/;
