// The shortest decimal that reads back as a number: fmt's Dragonbox, in a third of the time of std::to_chars,
// in the form that std::to_chars gives it. Most of the time of a long table goes by here.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstring>

#include "lib/base/numbers.hpp"

namespace actviz {
namespace {

/// Writes the digits of `number` so that they end at `end`; where they begin.
char* write_digits_before(char* end, std::uint64_t number) {
  for (; number >= 100; number /= 100) std::memcpy(end -= 2, fmt::detail::digits2(number % 100), 2);
  if (number >= 10)
    std::memcpy(end -= 2, fmt::detail::digits2(number), 2);
  else
    *--end = static_cast<char>('0' + number);
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
  constexpr std::size_t most_digits = 17;
  char buffer[2 * most_digits + 2] = {};
  char* const end = buffer + most_digits + 2;
  const char* const digits = write_digits_before(end, decimal.significand);
  const auto count = static_cast<int>(end - digits), exponent = decimal.exponent + count - 1;
  if (value < 0) *out++ = '-';
  const auto copy = [&](int from, int to) {
    std::memcpy(out, digits + from,
                most_digits);  // of known length: no call; what is too much is written over
    out += to - from;
  };
  const auto fill = [&](int zeros) {
    for (; zeros > 0; --zeros) *out++ = '0';
  };
  const int plain_length = exponent < 0            ? count + 1 - exponent
                           : exponent >= count - 1 ? exponent + 1
                                                   : count + 1;
  const int scientific_length = count + (count > 1 ? 1 : 0) + (std::abs(exponent) < 100 ? 4 : 5);
  if (plain_length > scientific_length) {
    copy(0, 1);
    if (count > 1) *out++ = '.';
    copy(1, count);
    return write_exponent(out, exponent);
  }
  if (exponent < 0) {
    *out++ = '0';
    *out++ = '.';
    fill(-1 - exponent);
    copy(0, count);
  } else if (exponent >= count - 1) {
    copy(0, count);
    fill(exponent + 1 - count);
  } else {
    copy(0, exponent + 1);
    *out++ = '.';
    copy(exponent + 1, count);
  }
  return out;
}

}  // namespace actviz
