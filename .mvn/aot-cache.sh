#!/bin/sh
# Makes the image's AOT cache (JEP 483, 514): aot-cache.sh WANTED BASE JAVA TARGET, where WANTED is true or false, BASE the base image (tar:///...),
# JAVA the unpacked Java of that image or nothing, and TARGET activities/target. The JVM compares its own build, and of each jar its size and time and its place under a common root:
# so the base's own Java is used, and the jars lie as Jib will lay them. Without the cache the image is the same, only slower to start; so what
# cannot be had is said and skipped.
set -eu
wanted=$1 base=$2 java=$3 target=$4
work=$target/aot
rm -rf "$work" "$target/image-start"
mkdir -p "$work/root/app" "$target/image-start/app"
flags=$target/image-start/app/jvm-flags
cp "$target/../src/main/jib/app/jvm-flags" "$flags"

skip() {
  echo "AOT cache: none in this image, it starts slower: $1"
  rm -rf "$work"
  exit 0
}

[ "$wanted" = true ] || skip "-Dimage.aot=$wanted."
case "$base" in
tar://*)
  if [ -z "$java" ]; then
    mkdir -p "$work/base" "$work/java"
    tar xf "${base#tar://}" -C "$work/base"
    # A layer may be compressed, and tar knows that only of files.
    find "$work/base" -type f -size +0 ! -name '*.json' | while read -r layer; do
      home=$(tar tf "$layer" 2>/dev/null | sed -n 's|/lib/server/libjvm\.so$||p' | head -n 1)
      [ -z "$home" ] || tar xf "$layer" -C "$work/java" "$home"
    done
    java=$(find "$work/java" -path '*/lib/server/libjvm.so' | head -n 1)
    java=${java%/lib/server/libjvm.so}
    rm -rf "$work/base"
  fi
  ;;
esac
[ -n "$java" ] || skip "the base image is not a file; -Dimage.java= may name a folder with exactly its Java."
"$java/bin/java" -version >/dev/null 2>&1 || skip "the base image's Java does not run here."

# As Jib lays it, with its times.
class_path=
mkdir -p "$work/root/app/classpath" "$work/root/app/libs"
own=$(cd "$target" && ls activities-*.jar)
cp "$target/$own" "$work/root/app/classpath/"
class_path=$work/root/app/classpath/$own
for entry in $(tr ':' ' ' <"$target/image-classpath"); do
  name=${entry##*/}
  # The jars with natives are named by the image's class path and are not in the image.
  case "$name" in *-linux-x86_64*) ;; *) cp "$target/lib/$name" "$work/root/app/libs/" ;; esac
  class_path=$class_path:$work/root/app/libs/$name
done
find "$work/root" -name '*.jar' -exec touch -d '1970-01-01T00:00:01Z' {} +

# The checkup loads most of what a worker and a step load: networks, film, Temporal, the store.
if ! "$java/bin/java" -Xmx1g -XX:+UseSerialGC -XX:AOTCacheOutput="$work/likeness.aot" "@$flags" "-Djava.library.path=$target/natives" \
  "-Dorg.bytedeco.javacpp.cachedir=$work/javacpp" -cp "$class_path" dev.likeness.activities.Main doctor --home "$work/home" \
  >"$work/training.log" 2>&1 && [ ! -s "$work/likeness.aot" ]; then
  tail -n 5 "$work/training.log"
fi
[ -s "$work/likeness.aot" ] || skip "the training run made none; see activities/target/aot/training.log."
mv "$work/likeness.aot" "$target/image-start/app/likeness.aot"
# A cache that does not fit is passed over, and nothing is said about it on the output of a command.
printf '%s\n' -XX:AOTCache=/app/likeness.aot '-Xlog:aot*=off' '-Xlog:cds*=off' >>"$flags"
rm -rf "$work/root" "$work/java" "$work/home" "$work/javacpp"
echo "AOT cache: $(wc -c <"$target/image-start/app/likeness.aot") bytes."
