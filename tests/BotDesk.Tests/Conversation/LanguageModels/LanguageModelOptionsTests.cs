using BotDesk.Conversation.LanguageModels;

namespace BotDesk.Tests.Conversation.LanguageModels;

/// <summary>A wrong setting is named; without an endpoint there is nothing to be wrong.</summary>
public sealed class LanguageModelOptionsTests
{
    [Theory]
    [InlineData(null, null, "00:00:04", null)]
    [InlineData("https://api.openai.com/v1", "small", "00:00:04", null)]
    [InlineData("http://localhost:11434/v1", "small", "00:00:08", null)]
    [InlineData("http://models.example.com/v1", "small", "00:00:04", "Endpoint must be an https address")]
    [InlineData("file:///etc/passwd", "small", "00:00:04", "Endpoint must be an https address")]
    [InlineData("/v1", "small", "00:00:04", "Endpoint must be an https address")]
    [InlineData("https://api.openai.com/v1", " ", "00:00:04", "Model must name")]
    [InlineData("https://api.openai.com/v1", "small", "00:00:09", "TimeLimit must be")]
    [InlineData("https://api.openai.com/v1", "small", "00:00:00", "TimeLimit must be")]
    public void A_wrong_setting_is_named(string? endpoint, string? model, string timeLimit, string? wrong)
    {
        var options = new LanguageModelOptions { Endpoint = endpoint is null ? null : new Uri(endpoint, UriKind.RelativeOrAbsolute), Model = model, TimeLimit = TimeSpan.Parse(timeLimit, System.Globalization.CultureInfo.InvariantCulture) };

        var result = new LanguageModelOptionsCheck().Validate(null, options);

        Assert.Equal(wrong is null, result.Succeeded);
        Assert.Contains(wrong ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }
}
