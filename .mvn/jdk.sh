# Sourced by ./mvnw and ./afina: sets JAVA_HOME to a JDK of at least version $AFINA_JDK_MIN
# (default 25), or ends with a message that says what was found and what to do.
_min=${AFINA_JDK_MIN:-25}

# Prints the major version of the JDK in $1; reads its `release` file and starts no process.
_jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  [ -r "$1/release" ] || return 1
  while IFS='=' read -r _key _value; do
    [ "$_key" = JAVA_VERSION ] || continue
    _value=${_value#\"}
    _value=${_value%\"}
    _value=${_value#1.}
    echo "${_value%%[!0-9]*}"
    return 0
  done <"$1/release"
  return 1
}

_find_jdk() {
  _seen=''
  _path_java=$(command -v java 2>/dev/null || :)
  if [ -n "$_path_java" ]; then
    _path_java=$(readlink -f "$_path_java" 2>/dev/null || echo "$_path_java")
  fi
  for _home in "${AFINA_JAVA_HOME-}" "${JAVA_HOME-}" "${_path_java%/bin/java}" \
    /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* /opt/*jdk* \
    "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$_home" ] && [ -d "$_home" ] || continue
    _major=$(_jdk_major "$_home") || continue
    _seen="$_seen
  JDK ${_major:-?} in $_home"
    if [ -n "$_major" ] && [ "$_major" -ge "$_min" ]; then
      JAVA_HOME=$_home
      export JAVA_HOME
      return 0
    fi
  done
  case "${AFINA_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-en}}}}" in
    es*)
      echo "Afina necesita un JDK $_min o posterior (completo, con javac) y no se ha encontrado ninguno." >&2
      echo "Encontrados:${_seen:- ningún JDK}" >&2
      echo "Instale uno (https://adoptium.net, o: sdk install java 25-tem, apt install temurin-25-jdk, brew install openjdk)," >&2
      echo "o diga dónde está:  AFINA_JAVA_HOME=/ruta/al/jdk-25 $0" >&2
      ;;
    *)
      echo "Afina needs a JDK $_min or newer (a full JDK with javac); none was found." >&2
      echo "Found:${_seen:- no JDK at all}" >&2
      echo "Install one (https://adoptium.net, or: sdk install java 25-tem, apt install temurin-25-jdk, brew install openjdk)," >&2
      echo "or say where it is:  AFINA_JAVA_HOME=/path/to/jdk-25 $0" >&2
      ;;
  esac
  return 1
}

_find_jdk || exit 2
