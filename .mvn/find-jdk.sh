# Sourced by `mvnw` and `likeness`: sets JAVA_HOME to a JDK 25 or newer, or says what to install and exits 69.
# Looks at JAVA_HOME, the path and the folders where Linux and macOS keep JDKs.

likeness_java_release() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

likeness_is_jdk() {
  [ -x "$1/bin/javac" ] || return 1
  release=$(likeness_java_release "$1")
  [ "${release:-0}" -ge 25 ]
}

likeness_find_jdk() {
  on_path=$(command -v javac || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=${on_path%/bin/javac}
  fi
  for jdk in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jdk" ] && likeness_is_jdk "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "Likeness needs a JDK 25 or newer, and found none in JAVA_HOME, on the path or in the usual folders." >&2
  echo "Install one (Debian: apt install openjdk-25-jdk; macOS: brew install openjdk; or any Temurin 25) or set JAVA_HOME to it." >&2
  exit 69
}

likeness_find_jdk
