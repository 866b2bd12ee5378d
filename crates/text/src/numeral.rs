//! Numbers written with Chinese signs, with digits, or with both: 三十八, 四百五, 4万一千, 1百01,
//! 二〇二一, 壹拾. Which of them measures, dates or numbers something is for others to say.

/// What a sign is worth in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    /// 零 to 九; `legal` for the forms of bank notes (壹), which are parts of words too (大陆, 收拾).
    Digit { value: u32, legal: bool },
    /// 十, 百, 千.
    Power { value: f64, legal: bool },
    /// 万, 亿.
    Scale(f64),
}

/// The longest number, in signs; more of them in a row are no number that anybody reads.
const LONGEST: usize = 40;

/// The value of a half- or full-width digit.
///
/// ```
/// assert_eq!(zhengtu_text::numeral::digit('７'), Some(7));
/// ```
#[inline]
pub fn digit(char: char) -> Option<u32> {
    match char {
        '0'..='9' => Some(char as u32 - '0' as u32),
        '０'..='９' => Some(char as u32 - '０' as u32),
        _ => None,
    }
}

/// The value of a Chinese digit, of any form.
pub fn chinese_digit(char: char) -> Option<u32> {
    match sign(char)? {
        Sign::Digit { value, .. } => Some(value),
        _ => None,
    }
}

/// Whether the sign is one of those that number sections and items (一, 十, 百, 零): no 两, 万 or 壹.
pub fn is_counting(char: char) -> bool {
    match sign(char) {
        Some(Sign::Digit { legal, .. }) => !legal && !matches!(char, '两' | '兩'),
        Some(Sign::Power { value, legal }) => !legal && value <= 100.0,
        _ => false,
    }
}

/// Whether the sign is part of Chinese numbers.
#[inline]
pub fn is_sign(char: char) -> bool {
    sign(char).is_some()
}

/// Whether a number can start with the Chinese sign.
#[inline]
pub fn starts(char: char) -> bool {
    matches!(sign(char), Some(Sign::Digit { value: 1.., .. } | Sign::Power { .. }))
}

/// The whole number at the start of `text`, with its length in bytes.
///
/// A last 万 or 亿 that no larger one stands before is left out: it belongs to the unit (2万家次 is 2 of
/// 万家次, 三万亩 is 3 of 万亩), as 千 and 百 after digits do (5千户). Two digits that follow each other
/// (三四个) are no number, but a year or number of digits is (二〇二一).
///
/// ```
/// use zhengtu_text::numeral::stem;
/// assert_eq!(stem("4万一千亩"), Some((41_000.0, "4万一千".len())));
/// assert_eq!(stem("一亿二千万元"), Some((120_000_000.0, "一亿二千万".len())));
/// assert_eq!(stem("三万亩"), Some((3.0, "三".len())));
/// ```
pub fn stem(text: &str) -> Option<(f64, usize)> {
    if let Some(found) = digits(text) {
        return found;
    }
    let (mut sum, mut at, mut end, mut signs) = (Sum::default(), 0, None, 0);
    while let Some((token, length)) = token(&text[at..]) {
        let rest = &text[at + length..];
        if !sum.take(token, rest) {
            break;
        }
        at += length;
        signs += 1;
        if signs > LONGEST {
            return None;
        }
        if sum.can_end(token, rest) {
            end = Some((sum.value(), at));
        }
    }
    end.filter(|_| !sum.unread && !sum.is_word(signs))
}

/// The whole number at the start of `text`, with a last 万 or 亿 (十余万, 4万亿), and its length in bytes.
///
/// ```
/// use zhengtu_text::numeral::whole;
/// assert_eq!(whole("三万亩"), Some((30_000.0, "三万".len())));
/// assert_eq!(whole("二十余万人"), Some((200_000.0, "二十余万".len())));
/// ```
pub fn whole(text: &str) -> Option<(f64, usize)> {
    let (value, length) = stem(text)?;
    let (by, more) = factor(&text[length..], text.chars().next().and_then(digit).is_some());
    Some((value * by, length + more))
}

/// What the signs after a number multiply it by (余万, 万亿), and their length in bytes; 千 and 百 do so only
/// after digits.
pub fn factor(rest: &str, arabic: bool) -> (f64, usize) {
    let (mut value, mut end) = (1.0, 0);
    loop {
        let start = end + about(&rest[end..]);
        let Some(next) = rest[start..].chars().next() else { break };
        let by = match sign(next) {
            Some(Sign::Scale(by)) => by,
            Some(Sign::Power { value, .. }) if arabic => value,
            _ => break,
        };
        value *= by;
        end = start + next.len_utf8();
    }
    (value, end)
}

/// The length of the words for "and some more" at the start of a text: 余, 多, 几, 零几.
pub fn about(rest: &str) -> usize {
    let several = |char: char| matches!(char, '几' | '幾');
    let after = rest.strip_prefix('零').filter(|after| after.starts_with(several)).unwrap_or(rest);
    let sign = after.chars().next().filter(|&char| several(char) || matches!(char, '多' | '余' | '餘'));
    sign.map_or(0, |sign| rest.len() - after.len() + sign.len_utf8())
}

/// The value of a number that is all of `text`, where it is a whole one of 32 bits.
///
/// ```
/// use zhengtu_text::numeral::exact;
/// assert_eq!((exact("二十一"), exact("１２"), exact("一百零五")), (Some(21), Some(12), Some(105)));
/// assert_eq!((exact("一类"), exact("3.5"), exact("三四")), (None, None, None));
/// ```
pub fn exact(text: &str) -> Option<u32> {
    let (value, length) = whole(text)?;
    let fits = value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value);
    (length == text.len() && fits).then_some(value as u32)
}

/// A number under way.
#[derive(Debug)]
struct Sum {
    /// What stands before the last 万 or 亿, all told.
    total: f64,
    /// What stands after it, up to the last 十, 百 or 千.
    section: f64,
    /// The digit or number that no power has followed yet.
    pending: Option<f64>,
    /// The last power or scale.
    unit: f64,
    /// The largest scale so far.
    top: f64,
    /// How many powers and scales were read.
    units: u32,
    /// Whether 零 stands after the last power.
    zero: bool,
    /// Whether the number starts with digits.
    arabic: bool,
    /// Whether a sign that is also part of words was read.
    legal: bool,
    /// Whether two digits stand side by side: 三四个 is no number.
    unread: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            total: 0.0,
            section: 0.0,
            pending: None,
            unit: f64::INFINITY,
            top: 0.0,
            units: 0,
            zero: false,
            arabic: false,
            legal: false,
            unread: false,
        }
    }
}

impl Sum {
    /// Takes one more sign, unless the number ends before it.
    fn take(&mut self, token: Token, rest: &str) -> bool {
        match token {
            Token::Arabic { value, digits } => self.arabic(value, digits, rest),
            Token::Sign(Sign::Digit { value, legal }) => {
                self.legal |= legal;
                self.digit(f64::from(value), rest)
            }
            Token::Sign(Sign::Power { value, legal }) => {
                self.legal |= legal;
                self.power(value)
            }
            Token::Sign(Sign::Scale(value)) => self.scale(value),
        }
    }

    /// Digits: at the start, after 零, before a power, or filling all places that the last one left (3万4000).
    fn arabic(&mut self, value: f64, digits: i32, rest: &str) -> bool {
        let first = self.unit.is_infinite() && self.pending.is_none();
        let fills = self.zero || next_sign(rest).is_some_and(is_factor) || self.unit == 10f64.powi(digits);
        if self.pending.is_some() || !first && !fills {
            return false;
        }
        self.arabic |= first;
        self.pending = Some(value);
        // What fills its places is no elided digit.
        self.zero = true;
        true
    }

    fn digit(&mut self, value: f64, rest: &str) -> bool {
        if self.pending.is_some() {
            self.unread = !self.arabic;
            return false;
        }
        // After digits a Chinese one belongs to the number only with a power: 3万五保户.
        if self.arabic && value > 0.0 && !self.zero && !next_sign(rest).is_some_and(is_factor) {
            return false;
        }
        if value == 0.0 && self.unit.is_finite() {
            self.zero = true;
        } else {
            self.pending = Some(value);
        }
        true
    }

    fn power(&mut self, value: f64) -> bool {
        let implied = value == 10.0 && !self.arabic;
        let count = self.pending.filter(|&count| count > 0.0);
        let Some(count) = count.or(implied.then_some(1.0)) else { return false };
        // 五十千 and 三百五百 are two numbers.
        if value >= self.unit {
            return false;
        }
        self.section += count * value;
        self.ends_with(value)
    }

    fn scale(&mut self, value: f64) -> bool {
        let section = self.section + self.pending.unwrap_or(0.0);
        if section == 0.0 {
            return false;
        }
        if value > self.top {
            self.total = (self.total + section) * value;
            self.top = value;
        } else {
            self.total += section * value;
        }
        self.section = 0.0;
        self.ends_with(value)
    }

    /// Goes on after a power or scale.
    fn ends_with(&mut self, unit: f64) -> bool {
        self.pending = None;
        self.unit = unit;
        self.units += 1;
        self.zero = false;
        true
    }

    /// Whether the number may end after the sign just taken.
    fn can_end(&self, token: Token, rest: &str) -> bool {
        match token {
            Token::Arabic { .. } => true,
            Token::Sign(Sign::Digit { .. }) => self.pending.is_some() && (!self.is_elided() || ends_elided(rest)),
            // 5千户 leaves 千 to the unit, as 三万亩 does 万.
            Token::Sign(Sign::Power { .. }) => !self.arabic || self.units > 1,
            Token::Sign(Sign::Scale(scale)) => scale < self.top,
        }
    }

    /// 四百五: the place of the last digit is left out.
    fn is_elided(&self) -> bool {
        !self.zero && (100.0..f64::INFINITY).contains(&self.unit)
    }

    fn value(&self) -> f64 {
        let place = if self.is_elided() { self.unit / 10.0 } else { 1.0 };
        self.total + self.section + self.pending.unwrap_or(0.0) * place
    }

    /// 陆地, 拾取: one such sign alone is part of a word.
    fn is_word(&self, signs: usize) -> bool {
        self.legal && signs == 1
    }
}

#[derive(Clone, Copy, Debug)]
enum Token {
    Arabic { value: f64, digits: i32 },
    Sign(Sign),
}

fn token(text: &str) -> Option<(Token, usize)> {
    let first = text.chars().next()?;
    if digit(first).is_some() {
        let (value, length, digits) = arabic(text);
        return Some((Token::Arabic { value, digits }, length));
    }
    sign(first).map(|sign| (Token::Sign(sign), first.len_utf8()))
}

/// A run of digits: its value, its length in bytes, and how many digits it has.
fn arabic(text: &str) -> (f64, usize, i32) {
    let (mut value, mut length, mut count) = (0.0, 0, 0);
    for char in text.chars() {
        let Some(digit) = digit(char) else { break };
        value = value * 10.0 + f64::from(digit);
        length += char.len_utf8();
        count += 1;
    }
    (value, length, count)
}

/// 二〇二一, 一〇五: Chinese digits alone, at least two. The outer option tells whether there are such; 三五,
/// and 一二三产业, which name several things, are no numbers.
fn digits(text: &str) -> Option<Option<(f64, usize)>> {
    let (mut value, mut length, mut count, mut zero) = (0.0, 0, 0, false);
    for char in text.chars().take(LONGEST) {
        let Some(Sign::Digit { value: digit, .. }) = sign(char) else { break };
        value = value * 10.0 + f64::from(digit);
        length += char.len_utf8();
        zero |= digit == 0;
        count += 1;
    }
    let number = (count == 4 || zero) && count < LONGEST && !next_sign(&text[length..]).is_some_and(is_factor);
    (count >= 2).then(|| number.then_some((value, length)))
}

fn next_sign(rest: &str) -> Option<Sign> {
    rest.chars().next().and_then(sign)
}

fn is_factor(sign: Sign) -> bool {
    matches!(sign, Sign::Power { .. } | Sign::Scale(_))
}

/// Whether a number with a last place left out can end here: before a sign or a word that counts. Before
/// others the digit belongs to a word (三万五保户, 两千一线职工).
fn ends_elided(rest: &str) -> bool {
    const COUNTS: &str = "的个元人户亩家吨米名座台辆件次套公平";
    rest.chars().next().is_none_or(|next| COUNTS.contains(next) || !next.is_alphanumeric())
}

fn sign(char: char) -> Option<Sign> {
    let plain = |value| Some(Sign::Digit { value, legal: false });
    let legal = |value| Some(Sign::Digit { value, legal: true });
    match char {
        '零' | '〇' | '○' => plain(0),
        '一' => plain(1),
        '二' | '两' | '兩' => plain(2),
        '三' => plain(3),
        '四' => plain(4),
        '五' => plain(5),
        '六' => plain(6),
        '七' => plain(7),
        '八' => plain(8),
        '九' => plain(9),
        '壹' => legal(1),
        '贰' | '貳' => legal(2),
        '叁' | '參' => legal(3),
        '肆' => legal(4),
        '伍' => legal(5),
        '陆' | '陸' => legal(6),
        '柒' => legal(7),
        '捌' => legal(8),
        '玖' => legal(9),
        '十' => Some(Sign::Power { value: 10.0, legal: false }),
        '百' => Some(Sign::Power { value: 100.0, legal: false }),
        '千' => Some(Sign::Power { value: 1000.0, legal: false }),
        '拾' => Some(Sign::Power { value: 10.0, legal: true }),
        '佰' => Some(Sign::Power { value: 100.0, legal: true }),
        '仟' => Some(Sign::Power { value: 1000.0, legal: true }),
        '万' | '萬' => Some(Sign::Scale(1e4)),
        '亿' | '億' => Some(Sign::Scale(1e8)),
        _ => None,
    }
}

/// The signs with which a number is written.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    /// From nought to nine.
    pub digits: [char; 10],
    /// Ten, hundred, thousand, ten thousand.
    pub places: [char; 4],
    /// Whether 11 is 十一, not 一十一.
    pub short: bool,
}

impl Signs {
    /// 一, 十一, 一百零一.
    pub const COUNTING: Self = Self {
        digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
        places: ['十', '百', '千', '万'],
        short: true,
    };
    /// 壹, 壹拾壹, as on bank notes.
    pub const LEGAL: Self = Self {
        digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
        places: ['拾', '佰', '仟', '万'],
        short: false,
    };
    /// The same in traditional characters.
    pub const LEGAL_TRADITIONAL: Self = Self {
        digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
        places: ['拾', '佰', '仟', '萬'],
        short: false,
    };

    /// Writes a number place by place, with one sign of nought for any run of noughts inside.
    ///
    /// ```
    /// use zhengtu_text::numeral::Signs;
    /// assert_eq!(Signs::COUNTING.write(10_101), "一万零一百零一");
    /// ```
    pub fn write(&self, n: u32) -> String {
        let [ten, hundred, thousand, myriad] = self.places;
        if n == 0 {
            return self.digits[0].to_string();
        }
        let mut text = String::new();
        if n >= 10_000 {
            text = self.write(n / 10_000);
            text.push(myriad);
        }
        let mut gap = false;
        for (value, place) in [(1000, Some(thousand)), (100, Some(hundred)), (10, Some(ten)), (1, None)] {
            let digit = n / value % 10;
            if digit == 0 {
                gap = !text.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                text.push(self.digits[0]);
            }
            let implied = self.short && value == 10 && digit == 1 && text.is_empty();
            text.extend((!implied).then_some(self.digits[digit as usize]));
            text.extend(place);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, &str)> {
        stem(text).map(|(value, length)| (value, &text[..length]))
    }

    #[test]
    fn numbers_of_chinese_signs() {
        assert_eq!(read("三十八天"), Some((38.0, "三十八")));
        assert_eq!(read("一百九十万零三千九百七十一元"), Some((1_903_971.0, "一百九十万零三千九百七十一")));
        assert_eq!(read("四百五"), Some((450.0, "四百五")));
        assert_eq!(read("一万三，"), Some((13_000.0, "一万三")));
        assert_eq!(read("一万五千亿元"), Some((15_000.0, "一万五千")));
        assert_eq!(read("柒仟捌佰伍拾肆元"), Some((7854.0, "柒仟捌佰伍拾肆")));
        assert_eq!(read("一千零十二"), Some((1012.0, "一千零十二")));
        assert_eq!(read("二〇二一年"), Some((2021.0, "二〇二一")));
    }

    #[test]
    fn numbers_of_digits_and_chinese_signs() {
        assert_eq!(read("14万一千个"), Some((141_000.0, "14万一千")));
        assert_eq!(read("1百01人"), Some((101.0, "1百01")));
        assert_eq!(read("3万4000元"), Some((34_000.0, "3万4000")));
        assert_eq!(read("5亿1万4千6百"), Some((500_014_600.0, "5亿1万4千6百")));
        assert_eq!(read("2千零30万"), Some((2030.0, "2千零30")));
        assert_eq!(read("2亿5千万元"), Some((250_000_000.0, "2亿5千万")));
    }

    #[test]
    fn what_belongs_to_a_word_or_a_unit_is_left_out() {
        assert_eq!(read("5千户"), Some((5.0, "5")));
        assert_eq!(read("3万五保户"), Some((3.0, "3")));
        assert_eq!(read("三万五保户"), Some((3.0, "三")));
        assert_eq!(read("5万20个"), Some((5.0, "5")));
        for text in ["三四个", "一二三产业", "二三十家", "万家", "百姓", "陆地", "拾取", "伍"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"一".repeat(20_000)), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        for n in (1..30_000).chain((1..2000).map(|step| step * 49_999)) {
            for signs in [Signs::COUNTING, Signs::LEGAL] {
                let text = signs.write(n);
                let expected = if signs.digits[1] == '壹' && text.chars().count() == 1 { None } else { Some(n) };
                assert_eq!(exact(&text), expected, "{text}");
            }
        }
    }
}
