//! Radicals that stand for the characters of the same look: fonts of browsers and of macOS name the one for the
//! other (⼀ for 一, ⺠ for 民).

/// The characters of the Kangxi radicals U+2F00 to U+2FD5, in their order (Unicode, compatibility
/// decompositions).
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The radicals of the supplement that are whole characters of today.
const SUPPLEMENT: [(char, char); 37] = [
    ('⺁', '厂'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺩', '王'),
    ('⺬', '示'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻑', '長'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻧', '卤'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Characters whose forms in simplified and traditional text look alike, so that fonts name the one for the other.
const ALIKE: [(char, char); 2] = [('戶', '户'), ('靑', '青')];

/// Characters that only simplified text has, beside those that only traditional text has.
const SIMPLIFIED: &str = "们这来时国会对说产业务发经济设应关项点动进";
const TRADITIONAL: &str = "們這來時國會對說產業務發經濟設應關項點動進";

/// The character that a radical stands for; any other character as it is.
pub(super) fn unified(char: char) -> char {
    match char {
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(char as usize - 0x2f00).unwrap_or(char),
        '\u{2e80}'..='\u{2eff}' => {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == char).map_or(char, |(_, whole)| *whole)
        }
        _ => char,
    }
}

/// Whether a text is written in simplified characters.
pub(super) fn is_simplified(text: impl Iterator<Item = char>) -> bool {
    let (mut simplified, mut traditional) = (0, 0);
    for char in text {
        simplified += usize::from(SIMPLIFIED.contains(char));
        traditional += usize::from(TRADITIONAL.contains(char) && !SIMPLIFIED.contains(char));
    }
    simplified > 10 * traditional
}

/// The character of simplified text that looks like this one.
pub(super) fn simplified(char: char) -> char {
    ALIKE.iter().find(|(traditional, _)| *traditional == char).map_or(char, |(_, simplified)| *simplified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_they_look_like() {
        let text: String = "⼀、⼯作⽬标，⾏政⺠主，⼈⺟⻰，一行。⿕".chars().map(unified).collect();
        assert_eq!(text, "一、工作目标，行政民主，人母龙，一行。龠");
        assert_eq!(KANGXI.chars().count(), 0x2fd6 - 0x2f00);
        assert_eq!("⻳⻧⻪".chars().map(unified).collect::<String>(), "龟卤黾");
    }

    #[test]
    fn characters_that_look_alike_are_told_by_the_rest_of_the_text() {
        assert!(is_simplified("市场主体户数增长，⼾籍改革进一步推进".chars().map(unified)));
        assert!(!is_simplified("門戶開放與國際合作的發展".chars()));
        assert!(!is_simplified("门户與開放對國際的發展".chars()));
        assert_eq!(simplified(unified('⼾')), '户');
    }
}
