namespace LstmGen.Generator.Layers;

/// <summary>A head: it brings its own loss and ends the model.</summary>
internal interface IHead
{
    /// <summary>Whether a scaler works on the model's outputs and targets; not where they are classes or probabilities.</summary>
    bool ScalesOutputs { get; }

    /// <summary>What its outputs say of each target, as C# writes it, where they are distributions; empty where they are the targets themselves.</summary>
    string Distribution { get; }

    /// <summary>Values per target, or 0 for as many as outputs.</summary>
    int TargetSize { get; }

    /// <summary>The loss where none is asked for, as C# writes it.</summary>
    string DefaultLoss { get; }

    /// <summary>A condition on the local <c>loss</c>, as C# writes it: whether it can train with it.</summary>
    string TakesLoss { get; }

    /// <summary>
    /// An expression for what keeps the span <c>target</c> of a row with <c>steps</c> valid steps from being a target, or null, as C# writes it; empty where its loss
    /// knows.
    /// </summary>
    string BadTarget { get; }

    /// <summary>A statement that turns the span <c>output</c>, such as logits, into the answer; empty where it is the answer already.</summary>
    string Finish { get; }

    /// <summary>Whether it computes its loss itself: <see cref="WriteLoss"/>.</summary>
    bool HasOwnLoss { get; }

    /// <summary>
    /// Its own loss: the body of <c>LossTile</c>, with <c>packed</c>, <c>work</c> and the layer's <see cref="Layer.Valid"/> in scope beside the method's own parameters.
    /// </summary>
    void WriteLoss(SourceWriter writer);
}

/// <summary>A head that chooses one of several, for the vector or for every step. A model that reads as many tokens can write them.</summary>
internal interface IChoosing
{
    /// <summary>How many there are to choose from.</summary>
    int Choices { get; }
}
