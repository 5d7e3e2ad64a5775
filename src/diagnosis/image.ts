/** `registry.example.com:5000/shop/backend:1.8.3@sha256:…` in its parts, as people know them. */
export function imageParts(image: string): { readonly name: string; readonly version: string } {
  const [whole = '', digest] = image.split('@');
  const colon = whole.lastIndexOf(':');
  // A colon before the last slash is a registry's port.
  const isTag = colon > whole.lastIndexOf('/');
  const tag = isTag ? whole.slice(colon + 1) : undefined;
  return {
    name: isTag ? whole.slice(0, colon) : whole,
    version: tag ?? (digest === undefined ? 'latest' : digest.replace('sha256:', '').slice(0, 12)),
  };
}
