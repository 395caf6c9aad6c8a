using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Cards;

namespace BotDesk.Tests.Cards;

/// <summary>What <c>$data</c>, <c>$when</c> and arrays do to the shape of a card, held against the reference.</summary>
public sealed class TemplateStructureTests
{
    private const string Data = """
        {
          "name": "root", "items": [{ "name": "a", "show": true, "tags": ["x", "y"] }, { "name": "b", "show": false, "tags": [] }, { "name": "c", "show": true, "tags": ["z"] }],
          "one": [{ "name": "only" }], "none": [], "person": { "name": "Amira", "team": { "name": "Sales" } }, "z": null, "t": true, "f": false, "text": "yes",
          "lists": [[1, 2], [3]], "mixed": [1, null, "x"], "matrix": [{ "rows": [{ "v": 1 }, { "v": 2 }] }, { "rows": [{ "v": 3 }] }]
        }
        """;

    private static readonly string[] Templates =
    [
        // repeated in an array
        """{"body": [{"$data": "${items}", "text": "${name} ${$index} of ${$root.name}"}]}""",
        """{"body": [{"$data": "${none}", "text": "${name}"}, {"text": "after ${name}"}]}""",
        """{"body": [{"$data": "${items}", "$when": "${show}", "text": "${name}"}]}""",
        """{"body": [{"$data": "${items}", "tags": [{"$data": "${tags}", "text": "${$data} ${$index}"}], "after": "${$index} ${name}"}]}""",
        """{"body": [{"$data": "${matrix}", "rows": [{"$data": "${rows}", "v": "${v}", "i": "${$index}", "root": "${$root.name}"}]}]}""",
        """{"body": [{"$data": "${mixed}", "v": "${$data}"}]}""",
        """{"body": [{"$data": [{"name": "literal"}, {"name": "data"}], "text": "${name}"}]}""",
        """{"body": [{"$data": {"name": "literal"}, "text": "${name}"}]}""",

        // bound to an object, to null, to nothing, to a text
        """{"body": [{"$data": "${person}", "text": "${name}", "inner": {"$data": "${team}", "text": "${name} ${$root.name}"}, "back": "${name}"}]}""",
        """{"body": [{"$data": "${z}", "text": "${name}", "it": "${$data}"}]}""",
        """{"body": [{"$data": "${missing}", "text": "${name}", "it": "${$data}"}]}""",
        """{"body": [{"$data": "${text}", "it": "${$data}"}]}""",

        // as a property
        """{"p": {"$data": "${items}", "text": "${name}"}, "q": {"$data": "${one}", "text": "${name}"}, "r": {"$data": "${none}", "text": "${name}"}}""",
        """{"p": {"$data": "${items}", "$when": "${name == 'b'}", "text": "${name}"}, "q": {"$when": "${f}", "x": 1}, "r": {"$when": "${t}", "x": 1}}""",

        // conditions
        """{"body": [{"$when": "${t}", "v": 1}, {"$when": "${f}", "v": 2}, {"$when": "${missing}", "v": 3}, {"$when": "${text}", "v": 4}, {"$when": "${z}", "v": 5}]}""",
        """{"body": [{"$when": "${missing.deeper == 1}", "v": 1}, {"$when": "${length(t)}", "v": 2}, {"$when": "${t && exists(name)}", "v": 3}, {"$when": "${not(missing)}", "v": 4}]}""",

        // missing, null, types
        """{"missing": "${missing}", "null": "${z}", "undefined": "${first(none)}", "bool": "${t}", "list": "${mixed}", "object": "${person}", "number": "${items[0].tags[0]}"}""",
        """{"a": null, "b": [null, 1, "${z}", "${missing}", "${first(none)}", "${mixed}", "${none}"], "c": [[1, [2, null]], "${lists}", [{"$data": "${one}", "x": "${name}"}]], "d": {}}""",
        """{"a": "plain", "b": 1.50, "c": true, "d": {"e": [{"f": "é\u0000😀\\\"</script>"}]}, "h": 100000000000000000000}""",
    ];

    [NodeFact]
    public async Task Every_shape_comes_out_as_the_reference_makes_it()
    {
        var reference = await AdaptiveCardsReference.ExpandAsync(Templates.Select(template => (JsonNode.Parse(template), JsonNode.Parse(Data))));

        foreach (var (template, expected) in Templates.Zip(reference))
        {
            Assert.True(expected.Error is null, $"{template}: {expected.Error}");
            Json.AssertEqual(expected.Card, JsonNode.Parse(CardTemplate.Compile(System.Text.Encoding.UTF8.GetBytes(template), "test.json").Expand(JsonElement.Parse(Data))));
        }
    }
}
