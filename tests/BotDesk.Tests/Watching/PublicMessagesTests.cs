using BotDesk.Conversation.Understanding;
using BotDesk.Knowledge;
using BotDesk.Protocol;
using BotDesk.Watching;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace BotDesk.Tests.Watching;

/// <summary>What people write in a channel, in public-messages.tsv: the article that answers it, or "-" for what is for nobody to answer.</summary>
public sealed class PublicMessagesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Most_questions_get_the_right_article_and_nothing_else_gets_any()
    {
        await using var desk = await DeskHost.StartAsync();
        var (understander, search) = (desk.Services.GetRequiredService<Understander>(), desk.Services.GetRequiredService<KnowledgeSearch>());
        var lines = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Watching", "public-messages.tsv"))).Select(line => line.Split('\t')).ToList();
        var answered = lines.Select(line => (Wanted: line[0], Text: line[1], Given: PublicQuestion.IsOne(new Activity { Type = ActivityTypes.Message, Text = line[1] }, understander) && Bystander.Best(search, line[1], null) is { } best ? search.PublicId(best.Key) : "-")).ToList();

        var wrong = answered.Where(each => each.Given != "-" && each.Given != each.Wanted).ToList();
        var right = answered.Count(each => each.Wanted != "-" && each.Given == each.Wanted);
        answered.Where(each => each.Given != each.Wanted).ToList().ForEach(each => output.WriteLine($"{each.Given} instead of {each.Wanted}: {each.Text}"));
        output.WriteLine($"{right} of {answered.Count(each => each.Wanted != "-")} questions right, {wrong.Count} answers wrong, of {answered.Count(each => each.Wanted == "-")} other messages {wrong.Count(each => each.Wanted == "-")} answered");
        Assert.Empty(wrong);
        Assert.True(right >= 36, $"Only {right} questions got the right article.");
    }
}
