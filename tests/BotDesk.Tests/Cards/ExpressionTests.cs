using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Cards;

namespace BotDesk.Tests.Cards;

/// <summary>The expression language, held against the reference: alone, where a value keeps its type, and in the middle of a text.</summary>
public sealed class ExpressionTests
{
    private static readonly JsonNode Data = JsonNode.Parse("""
        {
          "n": 1234.5, "neg": -1234.5, "i": 3, "zero": 0, "big": 1e21, "bigger": 1.5e300, "large": 123456789012345680000, "small": 1e-7, "tiny": 0.000001,
          "s": "héllo \"wörld\"", "digits": "12", "empty": "", "hostile": "${i} `x` \\ <b>",
          "a": [1, "x", null, true, [2, 3], { "k": "v" }], "none": [], "many": ["a", "b", "c"],
          "o": { "k": "v", "deep": { "er": [10, { "x": "found" }] } }, "nothing": {}, "z": null, "t": true, "f": false, "Cap": "C"
        }
        """)!;

    private static readonly string[] Sources =
    [
        // literals
        "'x'", "\"x\"", "'it\\'s'", "concat('a\\\\b\\n', '')", "5", "1.50", "true", "false",

        // paths
        "s", "cap", "CAP", "o.k", "o.K", "o.deep.er[1].x", "q", "q.r.s", "o.q", "z", "z.y", "s.length", "a[0]", "a[i]", "a[1 + 0]", "a['0']", "o['k']", "o['q']",
        "a[9]", "a[9].x", "o[i]", "o[q]", "o[q].x", "s[0]", "q[0]", "q['k']", "q[0].x", "o['k'].x", "a[5].k", "$root.s", "$data.s", "$root['s']", "$root", "$index", "hostile",
        "first(a).x", "first(q)", "json('{\"a\": [1, {\"b\": 2}]}')", "json('{\"a\": [1, {\"b\": 2}]}').a[1].b", "json('{}').nope",

        // operators and their precedence
        "1 + 2", "i + 'x'", "i + z", "i + q", "'x' + q", "'x' + t", "n - 1 - 1", "-i", "-i + 1", "- -i", "2 + 3 * 4", "(2 + 3) * 4", "7 / 2", "7.5 / 2", "div(-7, 2)", "i / zero",
        "5 % 3", "-5 % 3", "5 % zero", "n % 2", "0.1 + 0.2", "big + 1", "s - 1", "'a' & n", "t & f", "q & 'x'", "1 == 1", "1 == '1'", "s != 'x'", "z == q", "1 < 2 == true",
        "i < 4 && t", "i >= 3", "i <= 2", "i > n", "'b' > 'a'", "i < 'a'", "z < 1", "a == a", "a == many", "o == nothing", "json('{\"k\": \"v\"}') == o", "0.1 + 0.2 == 0.3",
        "!t", "!!t", "!f == t", "!q", "t && i", "t && z", "f || t", "f || f", "t ? 'a' : 'b'", "f ? 'a' : (t ? 'b' : 'c')", "t ? f ? 1 : 2 : 3", "n ?? 'd'", "z ?? 'd'", "q ?? 'd'",

        // functions
        "if(t, 1, 2)", "if(z, 1, 2)", "if(q, q, 2)", "if(zero, 1, 2)", "if(empty, 1, 2)", "if(length(i), 1, 2)", "equals(i, 3)", "and(t, i, s)", "and(t, q)", "or(f, t)", "or(f, f)",
        "not(q)", "not(length(i))", "exists(q)", "exists(z)", "exists(s)", "empty(q)", "empty(z)", "empty(empty)", "empty(none)", "empty(nothing)", "empty(o)", "empty(i)", "greater(i, 2)",
        "greaterOrEquals(i, 3)", "less(i, 2)", "lessOrEquals(i, 3)", "add(1, 2, 3)", "sub(9, 1, 1)", "mul(2, 3)", "div(7, 2)", "mod(5, 3)", "length(s)", "length(q)", "length(i)", "length(z)",
        "count(a)", "count(o)", "count(s)", "count(q)", "count(i)", "join(many, '-')", "join(a, ', ')", "join(many, ', ', ' and ')", "join(createArray(1, 2), ', ', ' and ')", "join(s, ',')",
        "concat('a', s, i)", "concat(s)", "concat(a, many)", "concat(z, 'x')", "if(t, concat(many, many), 1)", "if(t, concat(q, many), 1)", "if(t, concat(o, s), 1)", "createArray()",
        "createArray(1, s, q)", "[1, 2]", "first(many)", "last(many)", "first(s)", "last(s)", "first(none)", "last(i)", "substring(s, 1, 3)", "substring(s, 2)", "substring(s, 99)",
        "substring(s, 0, -1)", "substring(s, s)", "substring(q, 0)", "replace(s, 'l', 'L')", "replace(s, '', 'x')", "replace(i, 'a', 'b')", "toUpper(s)", "toLower(s)", "toUpper(q)", "toUpper(z)",
        "string(n)", "string(neg)", "string(i)", "string(a)", "string(o)", "string(t)", "string(z)", "string(s)", "formatNumber(n, 2)", "formatNumber(neg, 1)", "formatNumber(i, 0)", "formatNumber(s, 1)",

        // numbers as JavaScript writes them
        "n", "big", "bigger", "large", "small", "tiny", "concat('', big, ' ', bigger, ' ', large, ' ', small, ' ', tiny, ' ', neg, ' ', zero)", "big * 10", "small / 10", "1 / 3.5",
    ];

    [NodeFact]
    public async Task Every_expression_gives_what_the_reference_gives()
    {
        string[] forms = [.. Sources.SelectMany(source => new[] { $"${{{source}}}", $"<${{ {source} }}|${{{source}}}>" })];
        var reference = await AdaptiveCardsReference.ExpandAsync(forms.Select(form => ((JsonNode?)new JsonObject { ["v"] = form }, (JsonNode?)Data)));

        var differences = forms.Zip(reference).Select(each => Difference(each.First, each.Second)).OfType<string>().ToArray();

        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    [Theory]
    [InlineData("${z}", """{"v":null}""")]
    [InlineData("a ${z} b", """{"v":"a  b"}""")]
    [InlineData("a ${first(none)} b", """{"v":"a  b"}""")]
    [InlineData("\\${s} \\` ${i}", """{"v":"${s} ` 3"}""")]
    [InlineData("no expression at all: $ { } ` \\", """{"v":"no expression at all: $ { } ` \\"}""")]
    public void Null_in_a_text_leaves_a_gap_and_escapes_stand_for_themselves(string text, string expected) =>
        Json.AssertEqual(JsonNode.Parse(expected), Expand(text));

    private static string? Difference(string form, ReferenceResult reference)
    {
        string ours;
        try
        {
            ours = Expand(form).ToJsonString();
        }
        catch (CardTemplateException)
        {
            ours = "error";
        }

        // For null and undefined in the middle of a text, the reference fails in toString; a gap is more use to the reader.
        var theirs = reference.Error is null ? reference.Card!.ToJsonString()
            : reference.Error.Contains("toString", StringComparison.Ordinal) ? ours
            : "error";
        return JsonNode.DeepEquals(Parse(ours), Parse(theirs)) ? null : $"{form}: {ours}, the reference: {theirs} {reference.Error}";
    }

    private static JsonNode? Parse(string json) => json == "error" ? JsonValue.Create(json) : JsonNode.Parse(json);

    private static JsonNode Expand(string text)
    {
        var template = CardTemplate.Compile(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["v"] = text }), "test.json");
        return JsonNode.Parse(template.Expand(JsonSerializer.SerializeToElement(Data)))!;
    }
}
