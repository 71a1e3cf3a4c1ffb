// The shortest decimal that reads back as a number: fmt's Dragonbox, in a third of the time of std::to_chars,
// in the form that std::to_chars gives it. Most of the time of a long table goes by here.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstring>

#include "lib/base/numbers.hpp"

namespace actviz {
namespace {

void write_pair(char* out, std::uint32_t below_100) { std::memcpy(out, fmt::detail::digits2(below_100), 2); }

/// Writes the digits of `number` so that they end at `end`; where they begin. Eight at once, none of which
/// waits for the others.
char* write_digits_before(char* end, std::uint64_t number) {
  constexpr std::uint64_t eight_digits = 100'000'000;
  for (; number >= eight_digits; number /= eight_digits) {
    const auto part = static_cast<std::uint32_t>(number % eight_digits);
    const std::uint32_t high = part / 10'000, low = part % 10'000;
    end -= 8;
    write_pair(end, high / 100);
    write_pair(end + 2, high % 100);
    write_pair(end + 4, low / 100);
    write_pair(end + 6, low % 100);
  }
  auto rest = static_cast<std::uint32_t>(number);
  for (; rest >= 100; rest /= 100) write_pair(end -= 2, rest % 100);
  if (rest >= 10)
    write_pair(end -= 2, rest);
  else
    *--end = static_cast<char>('0' + rest);
  return end;
}

char* write_exponent(char* out, int exponent) {
  *out++ = 'e';
  *out++ = exponent < 0 ? '-' : '+';
  char digits[8];
  char *const end = digits + sizeof digits,
              *begin = write_digits_before(end, static_cast<std::uint64_t>(std::abs(exponent)));
  if (end - begin < 2) *--begin = '0';
  std::memcpy(out, begin, static_cast<std::size_t>(end - begin));
  return out + (end - begin);
}

}  // namespace

char* write_number(char* out, double value) {
  if (std::isnan(value)) {  // without the sign, which carries no meaning and differs between compilers
    std::memcpy(out, "NaN", 3);
    return out + 3;
  }
  const double size = std::fabs(value);
  if (!(size > 0 && size < 1e15)) return std::to_chars(out, out + number_room, value).ptr;

  const auto decimal = fmt::detail::dragonbox::to_decimal(value);
  const int count = fmt::detail::count_digits(decimal.significand), exponent = decimal.exponent + count - 1;
  if (value < 0) *out++ = '-';
  // Digits go where they stay: reading back what was just written in pieces stalls the processor.
  const auto write_digits = [&](char* to) { write_digits_before(to + count, decimal.significand); };
  const int plain_length = exponent < 0            ? count + 1 - exponent
                           : exponent >= count - 1 ? exponent + 1
                                                   : count + 1;
  const int scientific_length = count + (count > 1 ? 1 : 0) + (std::abs(exponent) < 100 ? 4 : 5);
  if (plain_length > scientific_length) {
    write_digits(out + 1);
    out[0] = out[1];
    out[1] = '.';
    return write_exponent(out + (count > 1 ? count + 1 : 1), exponent);
  }
  if (exponent < 0) {
    *out++ = '0';
    *out++ = '.';
    for (int i = exponent + 1; i < 0; ++i) *out++ = '0';
    write_digits(out);
    return out + count;
  }
  if (exponent >= count - 1) {
    write_digits(out);
    for (int i = count; i <= exponent; ++i) out[i] = '0';
    return out + exponent + 1;
  }
  write_digits(out + 1);
  for (int i = 0; i <= exponent; ++i) out[i] = out[i + 1];
  out[exponent + 1] = '.';
  return out + count + 1;
}

}  // namespace actviz
