package dev.afina.dataset.personal;

import java.util.Locale;

/// Numbers of Spanish persons and companies, and bank accounts and cards of anybody, told from
/// other digits by their check digits. Each method takes the number as written: spaces, dots and
/// dashes do not count, nor does case.
final class SpanishNumbers {
  private SpanishNumbers() {}

  private static final String LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String COMPANY_LETTERS = "JABCDEFGHI";

  /// Seven or eight digits and the letter their remainder by 23 gives.
  static boolean dni(String written) {
    String id = plain(written);
    return id.matches("\\d{7,8}[A-Z]") && letterFits(id.substring(0, id.length() - 1), id);
  }

  /// X, Y or Z stand for a first digit 0, 1, 2; then as in a DNI.
  static boolean nie(String written) {
    String id = plain(written);
    return id.matches("[XYZ]\\d{7}[A-Z]")
        && letterFits("XYZ".indexOf(id.charAt(0)) + id.substring(1, 8), id);
  }

  private static boolean letterFits(String digits, String id) {
    return LETTERS.charAt(Integer.parseInt(digits) % 23) == id.charAt(id.length() - 1);
  }

  /// A company: a letter for its kind, seven digits and a control digit or letter.
  static boolean cif(String written) {
    String id = plain(written);
    if (!id.matches("[ABCDEFGHJNPQRSUVW]\\d{7}[0-9A-J]")) return false;
    int sum = 0;
    for (int i = 1; i <= 7; i++) {
      int digit = id.charAt(i) - '0';
      sum += i % 2 == 0 ? digit : 2 * digit / 10 + 2 * digit % 10;
    }
    int control = (10 - sum % 10) % 10;
    boolean digit = id.charAt(8) == '0' + control;
    boolean letter = id.charAt(8) == COMPANY_LETTERS.charAt(control);
    if ("PQRSNW".indexOf(id.charAt(0)) >= 0) return letter;
    return "ABEH".indexOf(id.charAt(0)) >= 0 ? digit : digit || letter;
  }

  /// [ISO 13616](https://www.iso.org/standard/81090.html): the country in front goes to the end,
  /// letters count from 10, and the whole leaves 1 when divided by 97. A Spanish one has 24
  /// characters.
  static boolean iban(String written) {
    String id = plain(written);
    if (!id.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}")) return false;
    if (id.startsWith("ES") && id.length() != 24) return false;
    int rest = 0;
    String turned = id.substring(4) + id.substring(0, 4);
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.getNumericValue(turned.charAt(i));
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }

  /// An account as it was written before IBAN: bank, branch, two check digits, account.
  static boolean account(String written) {
    String id = plain(written);
    return id.matches("\\d{20}")
        && id.charAt(8) - '0' == accountDigit("00" + id.substring(0, 8))
        && id.charAt(9) - '0' == accountDigit(id.substring(10));
  }

  private static int accountDigit(String ten) {
    int[] weights = {1, 2, 4, 8, 5, 10, 9, 7, 3, 6};
    int sum = 0;
    for (int i = 0; i < 10; i++) sum += weights[i] * (ten.charAt(i) - '0');
    int digit = 11 - sum % 11;
    return digit == 10 ? 1 : digit == 11 ? 0 : digit;
  }

  /// A card: a prefix that is given out, and [Luhn's](https://en.wikipedia.org/wiki/Luhn_algorithm)
  /// sum.
  static boolean card(String written) {
    String id = plain(written);
    boolean issued = id.matches("(4|5[1-5]|2[2-7]|3[47]|3[0689]|6|50|5[6-9]).*");
    return id.matches("\\d{12,19}") && issued && luhn(id);
  }

  /// Every second digit from the right counts twice (less 9 above 9), and the sum ends in 0.
  static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : 2 * digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }

  private static String plain(String written) {
    return written.replaceAll("[\\s.\\-–]", "").toUpperCase(Locale.ROOT);
  }
}
