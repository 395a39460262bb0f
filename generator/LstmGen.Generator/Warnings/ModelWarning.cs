using LstmGen.Generator.Diagnostics;

namespace LstmGen.Generator.Warnings;

/// <summary>A place of a model that can hardly be meant.</summary>
/// <param name="Layer">The layer it belongs to, from 0; <see cref="Finding.OnModel"/> for the model's own attribute.</param>
/// <param name="Argument">The argument in doubt by its name, or empty for the whole attribute.</param>
/// <param name="Values">What fills the message's places.</param>
internal sealed record ModelWarning(int Layer, string Argument, params string[] Values)
{
    /// <summary>What may be done, the best first. The first that leaves a sound model with fewer warnings is offered.</summary>
    public IReadOnlyList<ModelFix> Fixes { get; init; } = [];
}

/// <summary>A way out of a warning.</summary>
/// <param name="Title">What the user is offered.</param>
/// <param name="Edits">Of the declaration, each by the numbers of the layers as they stand before all of them.</param>
internal sealed record ModelFix(string Title, params ModelEdit[] Edits);
