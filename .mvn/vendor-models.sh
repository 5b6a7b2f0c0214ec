#!/bin/sh
# Refreshes the vendored face networks from their npm packages and checks them against vendor-models.sha256.
# Needs npm (with node), tar and sha256sum. With --check it only checks what is there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
faces=$here/../model/src/main/resources/dev/likeness/model/faces

if [ "${1:-}" != --check ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cd "$work"
  unpack() {
    mkdir "$1"
    tar -xzf "$(npm pack --silent "$2")" -C "$1" --strip-components 1
  }
  unpack detection @mediapipe/face_detection@0.4.1657300184
  unpack mesh @mediapipe/face_mesh@0.4.1657299874
  unpack descriptor @vladmandic/face-api@1.7.15
  mkdir -p "$faces"
  cp detection/face_detection_full_range.tflite "$faces/"
  cp descriptor/model/face_recognition_model.bin "$faces/"
  cp descriptor/model/face_recognition_model-weights_manifest.json "$faces/face_recognition_model.json"
  # The mesh network and the canonical mesh lie in one packed file; its loader lists names and offsets.
  node - mesh "$faces" <<'JS'
const fs = require('fs');
const [from, to] = process.argv.slice(2);
const loader = fs.readFileSync(`${from}/face_mesh_solution_packed_assets_loader.js`, 'utf8');
const packed = fs.readFileSync(`${from}/face_mesh_solution_packed_assets.data`);
const asset = name => {
  const found = loader.match(new RegExp(`/${name}", "start": (\\d+), "end": (\\d+)`));
  if (!found) throw new Error(`${name} is not in the package any more`);
  return packed.subarray(Number(found[1]), Number(found[2]));
};
fs.writeFileSync(`${to}/face_landmark.tflite`, asset('face_landmark.tflite'));

// GeometryPipelineMetadata: field 1 is Mesh3d with vertex_buffer = 3 (x y z u v) and index_buffer = 4.
const fields = bytes => {
  const found = [];
  let at = 0;
  const varint = () => {
    let value = 0, shift = 0, byte;
    do { byte = bytes[at++]; value |= (byte & 127) << shift; shift += 7; } while (byte & 128);
    return value;
  };
  while (at < bytes.length) {
    const tag = varint(), number = tag >> 3;
    switch (tag & 7) {
      case 0: found.push([number, varint()]); break;
      case 2: { const size = varint(); found.push([number, bytes.subarray(at, at += size)]); break; }
      case 5: found.push([number, bytes.readFloatLE(at)]); at += 4; break;
      default: throw new Error(`wire type ${tag & 7}`);
    }
  }
  return found;
};
const mesh = fields(fields(asset('geometry_pipeline_metadata_landmarks.binarypb')).find(([n]) => n === 1)[1]);
const of = number => mesh.filter(([n]) => n === number).map(([, value]) => value);
const vertices = of(3).flatMap(v => typeof v === 'number' ? [v]
    : Array.from({length: v.length / 4}, (_, i) => v.readFloatLE(4 * i)));
const indices = of(4).flatMap(v => {
  if (typeof v === 'number') return [v];
  const list = [];
  for (let at = 0; at < v.length;) {
    let value = 0, shift = 0, byte;
    do { byte = v[at++]; value |= (byte & 127) << shift; shift += 7; } while (byte & 128);
    list.push(value);
  }
  return list;
});
const text = value => String(Number(value.toPrecision(8)));
let lines = '# The canonical face mesh of MediaPipe, Apache-2.0: v x y z (centimetres, y up, z towards the viewer) u v; t a b c\n';
for (let i = 0; i < vertices.length; i += 5) lines += `v ${vertices.slice(i, i + 5).map(text).join(' ')}\n`;
for (let i = 0; i < indices.length; i += 3) lines += `t ${indices.slice(i, i + 3).join(' ')}\n`;
fs.writeFileSync(`${to}/canonical-face.txt`, lines);
JS
fi

cd "$faces"
if ! sha256sum --check --quiet "$here/vendor-models.sha256"; then
  echo "The vendored models are not those of vendor-models.sha256: look at what changed, then write new sums on purpose." >&2
  exit 1
fi
