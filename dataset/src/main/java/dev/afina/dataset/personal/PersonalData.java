package dev.afina.dataset.personal;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.afina.dataset.text.Letters;
import dev.afina.dataset.text.Openings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds personal data and secrets in a text. Numbers with check digits are found surely, shapes
/// (e-mail, plate) well, names only where people say them («me llamo …») or by a list of usual
/// ones: what is found is a floor, not a proof that nothing else is there.
///
/// @param region whose telephone numbers are written without a country's prefix, as in `ES`
public record PersonalData(String region) {

  /// What was found, and where: characters `from` up to `to`.
  public record Found(PersonalKind kind, int from, int to) {
    public String in(String text) {
      return text.substring(from, to);
    }
  }

  private static final String NOT_BEFORE = "(?<![\\p{L}\\p{N}])";
  private static final String NOT_AFTER = "(?![\\p{L}\\p{N}])";

  private static final Pattern DNI =
      number("(?:\\d{1,2}\\.\\d{3}\\.\\d{3}|\\d{7,8})(?:[ -]?[A-Z]|-?[a-z])");
  private static final Pattern NIE = whole("[XYZxyz][ -]?\\d{7}[ -]?[A-Za-z]");
  private static final Pattern CIF = whole("[ABCDEFGHJNPQRSUVW][ -]?\\d{7}-?[0-9A-J]");
  private static final Pattern IBAN =
      whole("[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?");
  private static final Pattern ACCOUNT = number("\\d{4}[ -]?\\d{4}[ -]?\\d{2}[ -]?\\d{10}");
  private static final Pattern CARD = number("\\d{4}(?:[ -]?\\d){8,15}");
  private static final Pattern EMAIL =
      whole("[\\p{L}\\p{N}._%+-]{1,64}@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,4}\\p{L}{2,24}");
  private static final Pattern IP =
      Pattern.compile(
          "(?=\\d)(?<![\\d.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\d.]\\d?)");
  private static final Pattern PLATE = number("\\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}");
  private static final Openings ADDRESS =
      new Openings(
          "cal,c/,avd,ave,pla,pas,pza,car,ctr",
          NOT_BEFORE
              + "(?i:calle|c/|avda\\.?|avenida|plaza|paseo|pza\\.?|carretera|ctra\\.?)\\s+"
              + "(?:[\\p{L}'’.]+\\s+){0,5}[\\p{L}'’.]+\\s*,?\\s*(?:n[.ºo°]*\\s*)?\\d{1,4}"
              + NOT_AFTER);

  /// Keys by the marks their makers put in front, private keys, and what is called a password.
  private static final Openings SECRET =
      new Openings(
          "sk-,sk_,aki,asi,gh,git,xox,aiz,rk_,glp,hf_,eyj,---",
          NOT_BEFORE
              + "(?:sk-[A-Za-z0-9_-]{20,200}|(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,255}"
              + "|github_pat_[A-Za-z0-9_]{20,255}|xox[abprs]-[A-Za-z0-9-]{10,200}|AIza[A-Za-z0-9_-]{35}"
              + "|[rs]k_(?:live|test)_[A-Za-z0-9]{16,200}|glpat-[A-Za-z0-9_-]{20,100}"
              + "|hf_[A-Za-z0-9]{30,100}|eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{10,1000}"
              + "|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)");

  private static final Openings PASSWORD =
      new Openings(
          "con,cla,pas,pwd,api,tok,sec",
          NOT_BEFORE
              + "(?i:contraseña|clave|password|passwd|pwd|api[ _-]?key|token|secret)"
              + "(?:\\s+(?:es|is))?\\s*[:=]?\\s+?[\"«“]?((?=[^\\s\"»”]*\\d)(?=[^\\s\"»”]*\\p{L})[^\\s\"»”]{6,100})");

  public List<Found> in(String text) {
    Signs signs = Signs.of(text);
    List<Found> found = new ArrayList<>();
    if (signs.longWord()) every(SECRET, 0, PersonalKind.SECRET, text, found);
    if (signs.digits() > 0) every(PASSWORD, 1, PersonalKind.SECRET, text, found);
    if (signs.at()) every(EMAIL, 0, PersonalKind.EMAIL, text, _ -> true, found);
    if (signs.digits() >= 12) ibans(text, found);
    if (signs.row() >= 7) {
      every(DNI, 0, PersonalKind.DNI, text, SpanishNumbers::dni, found);
      every(NIE, 0, PersonalKind.NIE, text, SpanishNumbers::nie, found);
      every(CIF, 0, PersonalKind.CIF, text, SpanishNumbers::cif, found);
      if (signs.row() >= 12) {
        every(ACCOUNT, 0, PersonalKind.IBAN, text, SpanishNumbers::account, found);
        every(CARD, 0, PersonalKind.CARD, text, SpanishNumbers::card, found);
      }
      phones(text, found);
    }
    if (signs.dotted() >= 3) every(IP, 0, PersonalKind.IP_ADDRESS, text, _ -> true, found);
    if (signs.row() >= 4) every(PLATE, 0, PersonalKind.PLATE, text, _ -> true, found);
    if (signs.digits() > 0) every(ADDRESS, 0, PersonalKind.ADDRESS, text, found);
    if (signs.capital()) found.addAll(Names.in(text));
    return apart(found);
  }

  private static void every(
      Openings openings, int group, PersonalKind kind, String text, List<Found> found) {
    openings.each(text, match -> found.add(new Found(kind, match.start(group), match.end(group))));
  }

  private static void every(
      Pattern pattern,
      int group,
      PersonalKind kind,
      String text,
      Predicate<String> real,
      List<Found> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find())
      if (real.test(matcher.group(group)))
        found.add(new Found(kind, matcher.start(group), matcher.end(group)));
  }

  /// The pattern may run on into the next word in capitals, so shorter ends are tried, too.
  private static void ibans(String text, List<Found> found) {
    Matcher matcher = IBAN.matcher(text);
    while (matcher.find())
      for (int end = matcher.end(); end - matcher.start() >= 15; end--)
        if (SpanishNumbers.iban(text.substring(matcher.start(), end))) {
          found.add(new Found(PersonalKind.IBAN, matcher.start(), end));
          break;
        }
  }

  private void phones(String text, List<Found> found) {
    var numbers =
        PhoneNumberUtil.getInstance()
            .findNumbers(text, region, PhoneNumberUtil.Leniency.VALID, Long.MAX_VALUE);
    for (PhoneNumberMatch match : numbers)
      found.add(new Found(PersonalKind.PHONE, match.start(), match.end()));
  }

  /// Where two overlap, the kind that comes first stays.
  private static List<Found> apart(List<Found> found) {
    if (found.isEmpty()) return List.of();
    List<Found> kept = new ArrayList<>();
    found.sort(Comparator.comparing(Found::kind).thenComparing(Found::from));
    for (Found one : found)
      if (kept.stream().noneMatch(other -> one.from() < other.to() && other.from() < one.to()))
        kept.add(one);
    kept.sort(Comparator.comparing(Found::from));
    return kept;
  }

  /// One that begins with a digit; the question is cheap where there is none.
  private static Pattern number(String inner) {
    return Pattern.compile("(?=\\d)" + NOT_BEFORE + inner + NOT_AFTER);
  }

  private static Pattern whole(String inner) {
    return Pattern.compile(NOT_BEFORE + inner + NOT_AFTER);
  }

  /// What a text has, seen in one pass: most texts then need few of the patterns.
  ///
  /// @param row most digits with no letter and no more than three other characters between any two
  /// @param dotted points between two digits
  private record Signs(
      int digits, int row, int dotted, boolean at, boolean capital, boolean longWord) {
    private static final int APART = 3;
    private static final int LONG = 16;

    static Signs of(String text) {
      int digits = 0;
      int row = 0;
      int longest = 0;
      int dotted = 0;
      int apart = 0;
      boolean at = false;
      boolean capital = false;
      boolean longWord = false;
      int word = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c >= 'a' && c <= 'z') { // most of them
          apart = APART + 1;
          if (++word == LONG) longWord = true;
          continue;
        }
        if (c >= '0' && c <= '9') {
          digits++;
          row = apart > APART ? 1 : row + 1;
          longest = Math.max(longest, row);
          if (apart == 1 && text.charAt(i - 1) == '.') dotted++;
          apart = 0;
        } else {
          apart = Letters.is(c) ? APART + 1 : apart + 1;
          at |= c == '@';
          capital |= Letters.isCapital(c);
        }
        word = c == ' ' ? 0 : word + 1;
        longWord |= word >= LONG || c == '-' && word == 5;
      }
      return new Signs(digits, longest, dotted, at, capital, longWord);
    }
  }
}
