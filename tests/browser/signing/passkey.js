"use strict";
// What the page of a desk does: it builds the bytes to sign itself, from the statement it was given.

const utf8 = new TextEncoder();
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const textOf = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function sshString(bytes) {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return joined(length, bytes);
}

// OpenSSH, PROTOCOL.sshsig: what `ssh-keygen -Y sign` signs.
async function toBeSigned(message, namespace) {
  const hashed = new Uint8Array(await crypto.subtle.digest("SHA-512", message));
  const fields = [utf8.encode(namespace), new Uint8Array(), utf8.encode("sha512"), hashed];
  return joined(utf8.encode("SSHSIG"), ...fields.map(sshString));
}

async function enrol(person, algorithms) {
  const made = await navigator.credentials.create({
    publicKey: {
      rp: { id: location.hostname, name: "docctl" },
      user: { id: utf8.encode(person), name: person, displayName: person },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { userVerification: "required", residentKey: "required" },
      attestation: "none",
    },
  });
  return { credential: textOf(made.rawId), spki: textOf(made.response.getPublicKey()) };
}

async function sign(message, namespace, credential) {
  const given = await navigator.credentials.get({
    publicKey: {
      rpId: location.hostname,
      challenge: await toBeSigned(bytesOf(message), namespace),
      allowCredentials: [{ type: "public-key", id: bytesOf(credential) }],
      userVerification: "required",
    },
  });
  const said = given.response;
  return [said.authenticatorData, said.clientDataJSON, said.signature].map(textOf);
}
