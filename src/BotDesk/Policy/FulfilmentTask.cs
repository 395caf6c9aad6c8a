using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>A part of the work that an order makes.</summary>
/// <param name="Group">Key of the group that does it.</param>
/// <param name="Alongside">Begins together with the one before it, and not after it.</param>
/// <param name="IsFinal">Once it is done the order can no longer be withdrawn.</param>
/// <param name="When">All of them must hold for the task to be there.</param>
/// <param name="Webhook">A program that does it by itself; null: the group does it.</param>
public sealed record FulfilmentTask(string Key, Phrase Name, string Group, bool Alongside, bool IsFinal, ImmutableArray<Condition> When, TaskWebhook? Webhook)
{
    /// <summary>The tasks of an item, in their order.</summary>
    /// <param name="form">On whose answers a task can depend.</param>
    internal static ImmutableArray<FulfilmentTask> ReadAll(YamlSection section, string key, ImmutableArray<FormField> form) => section.EachOwn(key, (name, task) =>
    {
        var read = new FulfilmentTask(
            name,
            task.Wording("name"),
            task.Reference("group", Named.Group),
            task.YesOrNo("alongside"),
            task.YesOrNo("final"),
            Condition.ReadAll(task, "when"),
            TaskWebhook.ReadOrNull(task));
        Condition.Check(task, "when", read.When, form);
        return read;
    });
}
