namespace BotDesk.Search.Analysis;

/// <summary>
/// The German stemmer of the Snowball project, written from the published description:
/// https://snowballstem.org/algorithms/german/stemmer.html (the form without the ae, oe, ue spellings).
/// </summary>
public sealed class GermanStemmer : Stemmer
{
    public static GermanStemmer Instance { get; } = new();

    public override string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return base.Stem(word.Replace("ß", "ss", StringComparison.Ordinal));
    }

    /// <summary>Stems a lower-case word in place; ß is already written as ss.</summary>
    public override int Stem(Span<char> word)
    {
        var stem = new Word(word);
        stem.Prelude();
        stem.MarkRegions();
        stem.Step1();
        stem.Step2();
        stem.Step3();
        return stem.Finish();
    }

    /// <summary>A word on its way to the stem. Consonants between vowels that are written u and y stand as U and Y.</summary>
    private ref struct Word(Span<char> letters)
    {
        private readonly Span<char> _letters = letters;
        private int _length = letters.Length;
        private int _r1;
        private int _r2;

        public readonly void Prelude()
        {
            for (var i = 1; i + 1 < _length; i++)
            {
                if (_letters[i] is 'u' or 'y' && IsVowel(_letters[i - 1]) && IsVowel(_letters[i + 1]))
                {
                    _letters[i] = char.ToUpperInvariant(_letters[i]);
                }
            }
        }

        public void MarkRegions()
        {
            _r1 = AfterVowelAndConsonant(0);
            _r2 = AfterVowelAndConsonant(_r1);
            // The region before R1 has at least three letters.
            _r1 = Math.Max(_r1, 3);
        }

        public void Step1()
        {
            if (Cut("ern", _r1) || Cut("em", _r1) || Cut("er", _r1))
            {
                return;
            }

            if (Ends("en") || Ends("es") || Ends("e"))
            {
                var suffix = Ends("e") ? 1 : 2;
                if (_length - suffix >= _r1)
                {
                    _length -= suffix;
                    _length -= Ends("niss") ? 1 : 0;
                }
            }
            else if (Ends("s") && _length > 1 && _length - 1 >= _r1
                && _letters[_length - 2] is 'b' or 'd' or 'f' or 'g' or 'h' or 'k' or 'l' or 'm' or 'n' or 'r' or 't')
            {
                _length--;
            }
        }

        public void Step2()
        {
            if (Cut("est", _r1) || Cut("en", _r1) || Cut("er", _r1))
            {
                return;
            }

            if (Ends("st") && _length > 5 && _length - 2 >= _r1
                && _letters[_length - 3] is 'b' or 'd' or 'f' or 'g' or 'h' or 'k' or 'l' or 'm' or 'n' or 't')
            {
                _length -= 2;
            }
        }

        public void Step3()
        {
            if (Ends("end") || Ends("ung"))
            {
                if (_length - 3 >= _r2)
                {
                    _length -= 3;
                    CutUnlessAfterE("ig");
                }
            }
            else if (Ends("isch"))
            {
                CutUnlessAfterE("isch");
            }
            else if (Ends("ig") || Ends("ik"))
            {
                CutUnlessAfterE(Ends("ig") ? "ig" : "ik");
            }
            else if (Ends("lich") || Ends("heit"))
            {
                if (_length - 4 >= _r2)
                {
                    _length -= 4;
                    _ = Ends("er") ? Cut("er", _r1) : Cut("en", _r1);
                }
            }
            else if (Ends("keit") && _length - 4 >= _r2)
            {
                _length -= 4;
                _ = Ends("lich") ? Cut("lich", _r2) : Cut("ig", _r2);
            }
        }

        /// <summary>Small letters again, and the plain vowels for ä, ö and ü.</summary>
        public readonly int Finish()
        {
            for (var i = 0; i < _length; i++)
            {
                _letters[i] = _letters[i] switch { 'U' or 'ü' => 'u', 'Y' => 'y', 'ä' => 'a', 'ö' => 'o', var other => other };
            }

            return _length;
        }

        private readonly bool Ends(ReadOnlySpan<char> suffix) => _letters[.._length].EndsWith(suffix);

        /// <summary>True when the word has the ending; it goes where it lies in the region.</summary>
        private bool Cut(ReadOnlySpan<char> suffix, int region)
        {
            var ends = Ends(suffix);
            _length -= ends && _length - suffix.Length >= region ? suffix.Length : 0;
            return ends;
        }

        private void CutUnlessAfterE(ReadOnlySpan<char> suffix)
        {
            var at = _length - suffix.Length;
            if (Ends(suffix) && at >= _r2 && (at == 0 || _letters[at - 1] != 'e'))
            {
                _length = at;
            }
        }

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

        private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'ä' or 'ö' or 'ü';
    }
}
