using System.Buffers;

namespace BotDesk.Search.Analysis;

/// <summary>
/// The English stemmer of the Snowball project ("Porter2"), written from the published description:
/// https://snowballstem.org/algorithms/english/stemmer.html. The names of the steps are the description's.
/// </summary>
public sealed class EnglishStemmer : Stemmer
{
    public static EnglishStemmer Instance { get; } = new();

    /// <summary>Stemming takes letters away, but some words end anew: happy in i, hoping in e, ability in bl, and dying and skies in irregular ways.</summary>
    public override ReadOnlySpan<char> SureBeginning(string stem)
    {
        ArgumentNullException.ThrowIfNull(stem);
        var changed = stem switch
        {
            [_, 'i', 'e'] => 2,
            "sky" or [.., 'i'] or [.., 'e'] or [.., 'b', 'l'] => 1,
            _ => 0,
        };
        return stem.AsSpan(0, stem.Length - changed);
    }

    public override int Stem(Span<char> word)
    {
        if (word.Length < 3)
        {
            return word.Length;
        }

        if (Exception(word) is > 0 and var fixedLength)
        {
            return fixedLength;
        }

        var stem = new Word(word);
        stem.Prelude();
        stem.MarkRegions();
        stem.Step0();
        stem.Step1a();
        if (!stem.IsInvariantAfterStep1a())
        {
            stem.Step1b();
            stem.Step1c();
            stem.Step2();
            stem.Step3();
            stem.Step4();
            stem.Step5();
        }

        return stem.Finish();
    }

    /// <summary>Words with a stem of their own; 0 for all others.</summary>
    private static int Exception(Span<char> word)
    {
        if (word.Length > 6)
        {
            return 0;
        }

        var stem = (ReadOnlySpan<char>)word switch
        {
            "skis" => "ski",
            "skies" => "sky",
            "dying" => "die",
            "lying" => "lie",
            "tying" => "tie",
            "idly" => "idl",
            "gently" => "gentl",
            "ugly" => "ugli",
            "early" => "earli",
            "only" => "onli",
            "singly" => "singl",
            "sky" or "news" or "howe" or "atlas" or "cosmos" or "bias" or "andes" => "",
            _ => null,
        };
        switch (stem)
        {
            case null:
                return 0;
            case "":
                return word.Length;
            default:
                stem.CopyTo(word);
                return stem.Length;
        }
    }

    /// <summary>A word on its way to the stem: its letters, and where the regions R1 and R2 begin.</summary>
    private ref struct Word(Span<char> letters)
    {
        private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

        private Span<char> _letters = letters;
        private int _dropped;
        private int _length = letters.Length;
        private int _r1;
        private int _r2;
        private bool _markedY;

        /// <summary>Drops a leading apostrophe and writes Y where the letter y is a consonant.</summary>
        public void Prelude()
        {
            if (_letters[0] == '\'')
            {
                _letters = _letters[1..];
                (_dropped, _length) = (1, _length - 1);
            }

            for (var i = 0; i < _length; i++)
            {
                if (_letters[i] == 'y' && (i == 0 || IsVowel(_letters[i - 1])))
                {
                    (_letters[i], _markedY) = ('Y', true);
                }
            }
        }

        public void MarkRegions()
        {
            var word = Current;
            _r1 = word.StartsWith("gener") || word.StartsWith("arsen") ? 5 : word.StartsWith("commun") ? 6 : AfterVowelAndConsonant(0);
            _r2 = AfterVowelAndConsonant(_r1);
        }

        public void Step0()
        {
            if (!Drop("'s'") && !Drop("'s"))
            {
                Drop("'");
            }
        }

        public void Step1a()
        {
            if (_length == 0)
            {
                return;
            }

            if (Ends("sses"))
            {
                _length -= 2;
            }
            else if (Ends("ied") || Ends("ies"))
            {
                _length -= _length > 4 ? 2 : 1;
            }
            else if (_letters[_length - 1] == 's' && !Ends("us") && !Ends("ss") && HasVowel(_length - 2))
            {
                _length--;
            }
        }

        public readonly bool IsInvariantAfterStep1a() =>
            Current is "inning" or "outing" or "canning" or "herring" or "earring" or "proceed" or "exceed" or "succeed";

        public void Step1b()
        {
            var eed = Ends("eedly") ? 5 : Ends("eed") ? 3 : 0;
            if (eed > 0)
            {
                if (_length - eed >= _r1)
                {
                    _length -= eed - 2;
                }

                return;
            }

            var suffix = Ends("ingly") ? 5 : Ends("edly") ? 4 : Ends("ing") ? 3 : Ends("ed") ? 2 : 0;
            if (suffix == 0 || !HasVowel(_length - suffix))
            {
                return;
            }

            _length -= suffix;
            if (Ends("at") || Ends("bl") || Ends("iz"))
            {
                _letters[_length++] = 'e';
            }
            else if (EndsWithDouble())
            {
                _length--;
            }
            else if (_length <= _r1 && EndsWithShortSyllable(_length))
            {
                _letters[_length++] = 'e';
            }
        }

        public readonly void Step1c()
        {
            if (_length > 2 && _letters[_length - 1] is 'y' or 'Y' && !IsVowel(_letters[_length - 2]))
            {
                _letters[_length - 1] = 'i';
            }
        }

        public void Step2()
        {
            if (_length < 2)
            {
                return;
            }

            _ = _letters[_length - 1] switch
            {
                'i' => Replace("ousli", "ous") || Replace("entli", "ent") || Replace("lessli", "less") || Replace("fulli", "ful")
                    || Replace("aliti", "al") || Replace("iviti", "ive") || Replace("biliti", "ble") || Replace("abli", "able")
                    || Replace("bli", "ble") || Replace("alli", "al") || Replace("enci", "ence") || Replace("anci", "ance")
                    || StepOgi() || StepLi(),
                'l' => Replace("ational", "ate") || Replace("tional", "tion"),
                'r' => Replace("izer", "ize") || Replace("ator", "ate"),
                'n' => Replace("ization", "ize") || Replace("ation", "ate"),
                'm' => Replace("alism", "al"),
                's' => Replace("fulness", "ful") || Replace("ousness", "ous") || Replace("iveness", "ive"),
                _ => false,
            };
        }

        public void Step3()
        {
            if (_length < 3)
            {
                return;
            }

            _ = _letters[_length - 1] switch
            {
                'l' => Replace("ational", "ate") || Replace("tional", "tion") || Replace("ical", "ic") || Replace("ful", ""),
                'e' => Replace("alize", "al") || Replace("icate", "ic") || StepAtive(),
                'i' => Replace("iciti", "ic"),
                's' => Replace("ness", ""),
                _ => false,
            };
        }

        public void Step4()
        {
            if (_length < 2)
            {
                return;
            }

            var suffix = _letters[_length - 1] switch
            {
                'l' => Ends("al") ? 2 : 0,
                'e' => Ends("ance") || Ends("ence") || Ends("able") || Ends("ible") ? 4
                    : Ends("ate") || Ends("ive") || Ends("ize") ? 3 : 0,
                'r' => Ends("er") ? 2 : 0,
                'c' => Ends("ic") ? 2 : 0,
                't' => Ends("ement") ? 5 : Ends("ment") ? 4 : Ends("ent") || Ends("ant") ? 3 : 0,
                'm' => Ends("ism") ? 3 : 0,
                'i' => Ends("iti") ? 3 : 0,
                's' => Ends("ous") ? 3 : 0,
                'n' => Ends("sion") || Ends("tion") ? 3 : 0,
                _ => 0,
            };
            if (suffix > 0 && _length - suffix >= _r2)
            {
                _length -= suffix;
            }
        }

        public void Step5()
        {
            if (_length == 0)
            {
                return;
            }

            var at = _length - 1;
            if (_letters[at] == 'e' && (at >= _r2 || (at >= _r1 && !EndsWithShortSyllable(at))))
            {
                _length--;
            }
            else if (_letters[at] == 'l' && at >= _r2 && at > 0 && _letters[at - 1] == 'l')
            {
                _length--;
            }
        }

        /// <summary>Writes the consonant Y small again and moves the stem to the beginning of the word.</summary>
        public readonly int Finish()
        {
            if (_markedY)
            {
                Current.Replace('Y', 'y');
            }

            for (var i = 0; _dropped > 0 && i < _length; i++)
            {
                Whole[i] = _letters[i];
            }

            return _length;
        }

        private Span<char> Whole { get; } = letters;

        private readonly Span<char> Current => _letters[.._length];

        private readonly bool Ends(ReadOnlySpan<char> suffix) => Current.EndsWith(suffix);

        private bool Drop(ReadOnlySpan<char> suffix)
        {
            var ends = Ends(suffix);
            _length -= ends ? suffix.Length : 0;
            return ends;
        }

        /// <summary>True when the word has the ending, which is then the longest; it is replaced where it lies in R1.</summary>
        private bool Replace(ReadOnlySpan<char> suffix, ReadOnlySpan<char> by)
        {
            if (!Ends(suffix))
            {
                return false;
            }

            if (_length - suffix.Length >= _r1)
            {
                _length -= suffix.Length;
                by.CopyTo(_letters[_length..]);
                _length += by.Length;
            }

            return true;
        }

        private bool StepOgi()
        {
            if (!Ends("ogi"))
            {
                return false;
            }

            _length -= Ends("logi") && _length - 3 >= _r1 ? 1 : 0;
            return true;
        }

        private bool StepLi()
        {
            var valid = _length > 2 && Ends("li") && _length - 2 >= _r1
                && _letters[_length - 3] is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't';
            _length -= valid ? 2 : 0;
            return true;
        }

        private bool StepAtive()
        {
            _length -= Ends("ative") && _length - 5 >= _r2 ? 5 : 0;
            return true;
        }

        private readonly bool EndsWithDouble() =>
            _length > 1 && _letters[_length - 1] == _letters[_length - 2]
                && _letters[_length - 1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't';

        /// <summary>A vowel and a consonant at the beginning of the word, or consonant, vowel, and a consonant other than w, x and Y.</summary>
        private readonly bool EndsWithShortSyllable(int length) =>
            (length == 2 && IsVowel(_letters[0]) && !IsVowel(_letters[1]))
            || (length > 2 && !IsVowel(_letters[length - 3]) && IsVowel(_letters[length - 2])
                && !IsVowel(_letters[length - 1]) && _letters[length - 1] is not ('w' or 'x' or 'Y'));

        private readonly bool HasVowel(int length) => length > 0 && _letters[..length].ContainsAny(Vowels);

        private readonly int AfterVowelAndConsonant(int from)
        {
            for (var i = from + 1; i < _length; i++)
            {
                if (!IsVowel(_letters[i]) && IsVowel(_letters[i - 1]))
                {
                    return i + 1;
                }
            }

            return _length;
        }

        private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
    }
}
