namespace LongTimeLag;

/// <summary>What one trial trains on, and when it has succeeded.</summary>
internal interface ITrialData
{
    /// <summary>Writes the next training sequence over what the spans hold.</summary>
    /// <returns>Its length in steps.</returns>
    int Draw(Span<float> input, Span<float> target);

    /// <summary>Writes a sequence that was not trained on.</summary>
    /// <returns>Its length in steps.</returns>
    int DrawFresh(Span<float> input, Span<float> target);

    /// <summary>Whether the trial is a success. Asked after every batch.</summary>
    /// <param name="errors">The errors of the batch's sequences, before the model learnt from them.</param>
    bool IsSuccess(ReadOnlySpan<double> errors);
}
