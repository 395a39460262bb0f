namespace LstmGen.Generator.Layers;

// What rules ask of layers without knowing which layers there are.

/// <summary>A layer that ends in an activation function.</summary>
internal interface IActivated
{
    /// <summary>A member of LstmGen.Activation.</summary>
    string Activation { get; }
}

/// <summary>A layer that is an activation function and nothing else.</summary>
internal interface IActivating : IActivated;

/// <summary>A layer that multiplies the values of each step by a full matrix.</summary>
internal interface IProjecting : IActivated;

/// <summary>A layer with a cell that goes on from step to step.</summary>
internal interface IRecurrent
{
    /// <summary>A member of LstmGen.Activation: of the gates.</summary>
    string GateActivation { get; }

    /// <summary>A member of LstmGen.Activation: of the candidate, and of the cell on its way out.</summary>
    string CandidateActivation { get; }

    /// <summary>Whether a matrix of its own stands between the cell and its output.</summary>
    bool IsProjected { get; }
}

/// <summary>A layer that sets a random share of some values to zero in training.</summary>
internal interface IDropping
{
    /// <summary>Every rate it has, whether written or not.</summary>
    IEnumerable<DropoutRate> Rates { get; }
}

/// <summary>A layer that passes on what it reads, with noise in training alone.</summary>
internal interface INoise : IDropping;

/// <summary>A layer that centres the values of each step on their mean.</summary>
internal interface ICentring;

/// <param name="Argument">That says it.</param>
/// <param name="Rate">The share of values that are set to zero.</param>
internal sealed record DropoutRate(string Argument, double Rate);
