using System.Reflection;
using BotDesk.Tests.Channels.BotFramework;
using BotDesk.Tests.Channels.Slack;
using Teams = BotDesk.Tests.Channels.BotFramework.TeamsMistakesTests;

namespace BotDesk.Tests.Channels;

/// <summary>The mistakes that bots in Teams and Slack are known for, and which test holds the desk to not making each, in both channels where both can.</summary>
public sealed class MistakesTests
{
    private static readonly Mistake[] All =
    [
        new("a slow submit files a ticket twice",
            nameof(Teams.A_slow_submit_files_one_ticket), nameof(SlackMistakesTests.A_slow_submit_is_acknowledged_in_time_and_files_once)),
        new("an invoke that is sent again with a new id counts twice",
            nameof(Teams.An_invoke_sent_again_with_a_new_id_changes_nothing), nameof(SlackMistakesTests.A_submit_sent_again_with_a_new_id_files_once)),
        new("a POST is repeated after a 5xx",
            nameof(Teams.A_POST_is_not_repeated_after_a_server_error), nameof(SlackMistakesTests.A_post_is_not_retried_on_a_5xx), "ConnectorClientTests.A_post_is_repeated_only_when_nothing_was_done"),
        new("a double click counts twice",
            nameof(Teams.A_double_click_counts_once), nameof(SlackMistakesTests.A_double_click_counts_once)),
        new("a click on an old card does what it did then",
            nameof(Teams.A_click_on_an_old_card_shows_the_present_state), nameof(SlackMistakesTests.A_click_on_an_old_card_shows_how_things_stand)),
        new("an update of a card that is gone is lost",
            nameof(Teams.A_card_update_that_gets_404_is_shown_anew_and_its_new_id_remembered), nameof(SlackMistakesTests.A_message_cut_after_receipt_is_not_shown_twice_and_an_update_that_is_gone_is_shown_anew)),
        new("text and card go in one activity, so that there is no id to update",
            nameof(Teams.Text_and_card_never_go_in_one_activity), "Slack names every message."),
        new("who cannot be written to is written to again and again",
            nameof(Teams.A_proactive_403_stops_until_the_person_writes), nameof(SlackDeliveryTests.Whoever_cannot_be_written_to_gets_what_was_held_when_they_write_again)),
        new("a single-tenant bot asks the wrong authority for its token",
            null, "Slack has no such tokens.", "OutboundTokenTests.A_single_tenant_bot_against_the_wrong_authority_is_told_which_setting_to_mend"),
        new("many requests each fetch the same token",
            null, "Slack has no such tokens.", "OutboundTokenTests.Many_requests_for_one_token_at_once_are_one"),
        new("a new signing key locks everybody out",
            null, "Slack signs with a secret of the app.", "SigningKeyTests.Signing_key_rollover_is_noticed_and_unknown_keys_are_looked_for_once_an_hour_at_most"),
        new("somebody is welcomed twice",
            nameof(TeamsInputTests.A_second_welcome_never_happens), nameof(SlackMistakesTests.There_is_no_second_welcome)),
        new("what Slack repeats is answered twice",
            "Teams repeats invokes alone.", nameof(SlackMistakesTests.Slack_repeats_an_event_and_it_is_answered_once)),
        new("what Slack sends again is dropped although it never came",
            "Teams repeats invokes alone.", nameof(SlackMistakesTests.A_retry_whose_first_delivery_never_came_is_not_dropped)),
        new("a dialog is asked for with a trigger that has expired",
            "Teams' dialogs are the answer to an invoke.", nameof(SlackMistakesTests.A_trigger_that_expired_is_told_to_the_one_who_pressed)),
        new("the text of a mention breaks a command",
            nameof(TeamsInputTests.Mention_text_does_not_break_a_command), nameof(SlackMistakesTests.The_text_of_a_mention_does_not_break_a_command), "MentionTests"),
        new("the bot keeps talking after a person took over",
            nameof(Teams.A_bot_that_keeps_talking_after_a_person_took_over_is_not_this_one), nameof(SlackMistakesTests.A_bot_that_keeps_talking_after_a_person_took_over_is_not_this_one)),
    ];

    [Fact]
    public void Each_is_held_by_a_test_in_every_channel_that_can_make_it()
    {
        var methods = typeof(MistakesTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => method.Name).ToHashSet();

        foreach (var mistake in All)
        {
            Assert.True(mistake.Protocol is not null || methods.Contains(mistake.Teams ?? "") || methods.Contains(mistake.Slack), $"No test holds that {mistake.What}.");
            Assert.All(((string?[])[mistake.Teams, mistake.Slack]).OfType<string>(), held => Assert.True(methods.Contains(held) || held.EndsWith('.'), held));
        }
    }

    [Fact]
    public void What_the_protocol_holds_is_in_its_own_tests()
    {
        var project = typeof(MistakesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "TestProjectDirectory").Value!;
        var sources = Directory.EnumerateFiles(Path.Combine(project, "..", "BotDesk.Protocol.Tests"), "*Tests.cs", SearchOption.AllDirectories).ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);

        foreach (var named in All.Select(mistake => mistake.Protocol).OfType<string>())
        {
            var parts = named.Split('.');
            Assert.Contains(parts.ElementAtOrDefault(1) ?? "[Fact]", sources[parts[0]], StringComparison.Ordinal);
        }
    }

    /// <param name="What">The mistake.</param>
    /// <param name="Teams">The test; a sentence where the channel cannot make it; null where the protocol's own tests hold it alone.</param>
    /// <param name="Slack">Likewise.</param>
    /// <param name="Protocol">The test in <c>BotDesk.Protocol.Tests</c>, of everything that comes by a Bot Framework connector.</param>
    private sealed record Mistake(string What, string? Teams, string Slack, string? Protocol = null);
}
