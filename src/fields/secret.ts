/** True where a text holds `${secret:name}`: what it looks like is only known once that is resolved. */
export const holdsSecret = (text: string): boolean => text.includes('${secret:');
