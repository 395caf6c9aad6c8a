using System.Globalization;
using System.Text.Json.Nodes;
using BotDesk.Demo;
using BotDesk.Policy;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BotDesk.Tests.Policy;

/// <summary>What an editor knows of <c>desk.yaml</c> is what the desk reads.</summary>
public sealed class PolicySchemaTests
{
    private static readonly string Demo = File.ReadAllText(Path.Combine(DemoCompany.DefaultFolder, "desk.yaml"));

    private readonly JsonObject _schema = JsonNode.Parse(File.ReadAllText(Path.Combine(DemoCompany.DefaultFolder, "desk.schema.json")))!.AsObject();

    [Fact]
    public void The_demo_names_its_schema() => Assert.StartsWith("# yaml-language-server: $schema=desk.schema.json\n", Demo, StringComparison.Ordinal);

    [Fact]
    public void Every_key_that_is_read_is_in_the_schema()
    {
        var sections = PolicyFile.KeysOf(Demo);
        Assert.True(sections.Count > 100);

        var missing = from section in sections
                      let properties = Find(section.Path)["properties"]?.AsObject()
                      from key in section.Keys
                      where properties is null || !properties.ContainsKey(key)
                      where Find(section.Path)["additionalProperties"] is not JsonObject
                      select $"{(section.Path.Length == 0 ? "the file" : section.Path)} may have '{key}': write it into desk.schema.json";
        Assert.True(!missing.Any(), string.Join('\n', missing));
    }

    [NodeFact]
    public async Task The_demo_fits_the_schema() => Assert.Empty(await ProblemsAsync(Demo));

    [NodeFact]
    public async Task The_schema_names_what_is_wrong()
    {
        var problems = await ProblemsAsync(Demo.Replace("kind: hard", "kind: stone", StringComparison.Ordinal).Replace("dependsOn: [network]", "dependson: [network]", StringComparison.Ordinal));

        Assert.Contains(problems, problem => problem.StartsWith("/changes/freezes/month-end/kind", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("/services/printing", StringComparison.Ordinal) && problem.Contains("dependson", StringComparison.Ordinal));
    }

    private async Task<List<string>> ProblemsAsync(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return await NodeScript.ProblemsAsync("Policy/policy-schema.cjs", new { schema = _schema, file = ToJson(stream.Documents[0].RootNode) });
    }

    /// <summary>The schema of a section, such as <c>services.vpn</c> or <c>approvals.normal-change.stages[1]</c>.</summary>
    private JsonObject Find(string path)
    {
        var node = _schema;
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            node = Resolve(step.EndsWith(']') ? node["items"]! : node["properties"]?[step] ?? node["additionalProperties"] ?? throw new InvalidOperationException($"The schema knows no {path}."));
        }

        return node;
    }

    private JsonObject Resolve(JsonNode node)
    {
        // What people read can be a map of languages, which is the second of the two.
        var named = node is JsonObject some && some["$ref"] is { } reference ? _schema["$defs"]![((string)reference!).Split('/')[^1]]! : node;
        return named["oneOf"] is JsonArray either ? either[1]!.AsObject() : named as JsonObject ?? throw new InvalidOperationException($"{named} is no schema.");
    }

    /// <summary>As an editor reads it, by YAML 1.2: <c>yes</c> is a text, <c>4</c> a number.</summary>
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };
}
