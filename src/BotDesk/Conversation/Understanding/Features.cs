using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BotDesk.Conversation.Understanding;

/// <summary>A message as the classifier sees it: which of the hashed features it has, and how much each counts.</summary>
internal readonly record struct FeatureVector(int[] Index, float[] Value);

// Training runs through here thousands of times in the process's first moments, before the runtime would optimise it by itself.
/// <summary>Turns words into features: words, pairs, pairs with words replaced by their kind, kinds that occur together, parts of words, and a few signs of form. A feature is the hash of its text.</summary>
internal sealed class Features(Lexicon lexicon)
{
    /// <summary>The features' numbers are below this. A power of two.</summary>
    public const int Buckets = 1 << 17;

    private const float WordWeight = 1f;
    private const float PairWeight = 0.9f;
    private const float KindWeight = 0.9f;
    private const float PartWeight = 0.45f;
    private const float TogetherWeight = 0.5f;
    private const float FormWeight = 0.7f;

    /// <summary>In a long message everything stands with everything; its first kinds tell enough.</summary>
    private const int MostKinds = 12;

    private readonly Lexicon _lexicon = lexicon;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public FeatureVector Of(ReadOnlySpan<Token> tokens)
    {
        var found = new Dictionary<int, float>(tokens.Length * 16);
        var previous = "^";
        var previousKind = "^";
        var beforePrevious = "^";
        var questions = 0;
        var words = 0;
        var isIt = false;
        var allKinds = new List<string>(MostKinds);
        foreach (var token in tokens)
        {
            if (token.IsSign)
            {
                questions += token.Word == "?" ? 1 : 0;
                continue;
            }

            words++;
            var word = token.Word;
            var kinds = token.IsWord ? _lexicon.KindsOf(word) : [];
            var kind = kinds.Length > 0 ? kinds[0] : word;
            Add(found, Hash('w', word), WordWeight);
            Add(found, Hash('p', previous, word), PairWeight);
            Add(found, Hash('t', beforePrevious, previous, word), PairWeight * 0.7f);
            foreach (var each in kinds)
            {
                Add(found, Hash('k', each), KindWeight);
                if (allKinds.Count < MostKinds && !allKinds.Contains(each))
                {
                    allKinds.Add(each);
                }

                isIt |= each is "it" or "product" or "device";
            }

            if (kinds.Length > 0 || previousKind != previous)
            {
                Add(found, Hash('q', previousKind, kind), KindWeight);
            }

            if (token.IsWord)
            {
                AddParts(found, word);
            }

            isIt |= word is Token.Ticket or Token.Url or Token.Mail or Token.Code;
            (beforePrevious, previous, previousKind) = (previous, word, kind);
        }

        AddTogether(found, allKinds);
        Add(found, Hash('p', previous, "$"), PairWeight);
        Add(found, Hash('q', previousKind, "$"), KindWeight);
        Add(found, Hash('f', isIt ? "it" : "no-it"), FormWeight);
        Add(found, Hash('f', questions > 0 ? "asks" : "says"), FormWeight);
        Add(found, Hash('f', words switch { 0 => "0", 1 => "1", 2 => "2", <= 4 => "4", <= 8 => "8", <= 16 => "16", <= 32 => "32", _ => "more" }), FormWeight);
        return Normalise(found);
    }

    /// <summary>Which kinds of words the message has together, wherever they stand: "open" with "firewall", "news" with "order".</summary>
    private static void AddTogether(Dictionary<int, float> found, List<string> kinds)
    {
        for (var one = 0; one < kinds.Count; one++)
        {
            for (var other = one + 1; other < kinds.Count; other++)
            {
                var inOrder = string.CompareOrdinal(kinds[one], kinds[other]) < 0;
                Add(found, Hash('x', kinds[inOrder ? one : other], kinds[inOrder ? other : one]), TogetherWeight);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddParts(Dictionary<int, float> found, string word)
    {
        Span<char> framed = stackalloc char[34];
        var length = Math.Min(word.Length, 32);
        framed[0] = '_';
        word.AsSpan(0, length).CopyTo(framed[1..]);
        framed[length + 1] = '_';
        for (var size = 3; size <= 4; size++)
        {
            for (var start = 0; start + size <= length + 2; start++)
            {
                Add(found, Hash('c', framed.Slice(start, size)), PartWeight);
            }
        }
    }

    private static void Add(Dictionary<int, float> found, int feature, float weight) =>
        CollectionsMarshal.GetValueRefOrAddDefault(found, feature, out _) = weight;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static FeatureVector Normalise(Dictionary<int, float> found)
    {
        var index = new int[found.Count];
        var value = new float[found.Count];
        var square = 0f;
        var at = 0;
        foreach (var (feature, weight) in found)
        {
            (index[at], value[at]) = (feature, weight);
            square += weight * weight;
            at++;
        }

        var scale = 1f / MathF.Sqrt(square);
        foreach (ref var each in value.AsSpan())
        {
            each *= scale;
        }

        return new FeatureVector(index, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Hash(char group, ReadOnlySpan<char> first, ReadOnlySpan<char> second = default, ReadOnlySpan<char> third = default)
    {
        var hash = Mix(Mix(Mix(2166136261 ^ group, first) * 31, second) * 37, third);
        hash ^= hash >> 15;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        return (int)(hash & (Buckets - 1));
    }

    private static uint Mix(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619;
        }

        return hash;
    }
}
