using System.Text;
using System.Text.Json;
using BotDesk.Cards;

namespace BotDesk.Tests.Cards;

/// <summary>What is wrong with a template is said when the desk starts, with the place.</summary>
public sealed class TemplateErrorTests
{
    [Theory]
    [InlineData("{\n  \"a\": \"${utcNow()}\"\n}", "x.json(2,8)", "utcNow")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": \"1 ${ i + } 2\"\n}", "x.json(3,8)", ">>> } 2")]
    [InlineData("{\"a\": \"${\"}", "x.json(1,7)", "no end")]
    [InlineData("{\"a\": \"${}\"}", "x.json(1,7)", "not expected")]
    [InlineData("{\"a\": \"${'abc}\"}", "x.json(1,7)", "no end")]
    [InlineData("{\"a\": \"${i i}\"}", "x.json(1,7)", "not expected")]
    [InlineData("{\"a\": \"${if(t, 1)}\"}", "x.json(1,7)", "2 arguments")]
    [InlineData("{\"a\": \"${$host.x}\"}", "x.json(1,7)", "$host")]
    [InlineData("{\"a\": \"${t ? 1 : f ? 2 : 3}\"}", "x.json(1,7)", "parentheses")]
    [InlineData("{\"a\": \"${5%3}\"}", "x.json(1,7)", "space after %")]
    [InlineData("{\"a\": \"${json(s)}\"}", "x.json(1,7)", "json takes")]
    [InlineData("{\"a\": \"${json('{')}\"}", "x.json(1,7)", "json:")]
    [InlineData("{\"a\": \"${i ^ 2}\"}", "x.json(1,7)", "\"^\"")]
    [InlineData("{\"a\": \"${+i}\"}", "x.json(1,7)", "\"+\"")]
    [InlineData("{\"a\": \"`${i}`\"}", "x.json(1,7)", "backtick")]
    [InlineData("{\"a\": \"${foreach(a, x => x)}\"}", "x.json(1,7)", "\"=\"")]
    [InlineData("{\"a\": [{\"$when\": true}]}", "x.json(1,18)", "$when")]
    [InlineData("{\"a\": [{\"$when\": \"x ${t}\"}]}", "x.json(1,18)", "$when")]
    [InlineData("{\"a\": [{\"$data\": [\"${t}\"]}]}", "x.json(1,18)", "$data")]
    [InlineData("{\"a\": {\"$root\": 1}}", "x.json(1,17)", "$root")]
    [InlineData("{\"$when\": \"${t}\"}", "x.json(1,17)", "itself")]
    [InlineData("{\"a\": 1, \"a\": 2}", "x.json(1,10)", "twice")]
    [InlineData("[]", "x.json(1,1)", "object")]
    [InlineData("{\"a\": 1,}", "x.json(1,", "")]
    [InlineData("{} {}", "x.json(1,", "")]
    [InlineData("", "x.json(1,", "")]
    public void A_template_that_cannot_be_used_is_refused_with_its_place(string template, string place, string reason)
    {
        var refused = Assert.Throws<CardTemplateException>(() => CardTemplate.Compile(Encoding.UTF8.GetBytes(template), "x.json"));

        Assert.StartsWith(place, refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_that_fails_on_the_data_says_which()
    {
        var template = CardTemplate.Compile("""{"a": "${length(n)}"}"""u8, "x.json");

        var failed = Assert.Throws<CardTemplateException>(() => template.Expand(JsonElement.Parse("""{"n": 5}""")));

        Assert.Contains("length(n)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_failure_the_next_card_is_whole()
    {
        var template = CardTemplate.Compile("""{"a": "x", "b": {"c": "${length(n)}"}}"""u8, "x.json");
        Assert.Throws<CardTemplateException>(() => template.Expand(JsonElement.Parse("""{"n": 5}""")));

        var card = template.Expand(JsonElement.Parse("""{"n": "five"}"""));

        Assert.Equal("""{"a":"x","b":{"c":4}}""", Encoding.UTF8.GetString(card));
    }

    [Fact]
    public void A_template_nested_without_end_is_refused()
    {
        var template = Encoding.UTF8.GetBytes("{\"a\": \"${" + new string('(', 100_000) + "\"}");

        Assert.Throws<CardTemplateException>(() => CardTemplate.Compile(template, "x.json"));
    }
}
