namespace LstmGen.Export;

/// <summary>What the operators LSTM, GRU and RNN have in common: directions, lengths, first states, and how two outputs become one.</summary>
internal static class RecurrentNodes
{
    public const string WhyNotStreamed = "one of its directions starts at the end, which a stream does not have; export whole windows, or declare one direction";

    /// <summary>What the tensors of each direction begin with.</summary>
    public static string[] Directions(bool bidirectional) => bidirectional ? ["forward.", "backward."] : [""];

    /// <summary>One tensor of every direction, side by side.</summary>
    public static float[] Joined(bool bidirectional, Func<string, float[]> of) => [.. Directions(bidirectional).SelectMany(of)];

    /// <summary>Functions as attributes of an operator; those that have numbers take them from the lists in turn.</summary>
    public static IEnumerable<(string, object)> Activations(IReadOnlyList<Activation> functions)
    {
        yield return ("activations", functions.Select(function => function switch
        {
            Activation.Linear => "Affine",
            Activation.LegacyHardSigmoid => nameof(Activation.HardSigmoid),
            _ => function.ToString(),
        }).ToArray());
        float[] alphas = [.. functions.SelectMany(Alpha)], betas = [.. functions.SelectMany(Beta)];
        if (alphas.Length > 0)
        {
            yield return ("activation_alpha", alphas);
        }

        if (betas.Length > 0)
        {
            yield return ("activation_beta", betas);
        }
    }

    /// <summary>Adds the operator, with its states in and out in a stream.</summary>
    /// <param name="at">The layer.</param>
    /// <param name="type">LSTM, GRU or RNN.</param>
    /// <param name="weights">W, R and B, where it has one.</param>
    /// <param name="peepholes">P, of an LSTM that has them.</param>
    /// <param name="cell">The layer.</param>
    /// <param name="attributes">Of the operator.</param>
    public static Flow Add(OnnxPlace at, string type, string[] weights, string? peepholes, RecurrentCell cell, params IEnumerable<(string Name, object Value)> attributes)
    {
        OnnxGraph graph = at.Graph;
        string lengths = at.Input.Lengths is { } valid ? graph.Cast(valid, OnnxGraph.Int32) : "";
        string[] names = cell.HasCell ? ["hidden", "cell"] : ["hidden"];
        string[] first = [.. names.Select(name => FirstState(at, cell, name))];
        bool sequence = (at.Layer.Output.IsSequence || cell.EndsWithSequence) && !at.Streaming;
        string all = sequence ? graph.Unique("Y") : "", last = sequence ? "" : graph.Unique("Y_h"), lastCell = at.Streaming && cell.HasCell ? graph.Unique("Y_c") : "";
        graph.Add(
            type, [at.Input.Value, weights[0], weights[1], weights.Length > 2 ? weights[2] : "", lengths, .. first, peepholes ?? ""], [all, last, .. lastCell.Length > 0 ? [lastCell] : Array.Empty<string>()],
            [("hidden_size", cell.Units), ("direction", cell.Bidirectional ? "bidirectional" : "forward"), .. attributes]);
        if (!at.Streaming)
        {
            return End(at, cell, sequence ? all : last, sequence);
        }

        string hidden = graph.Squeeze(last, 0);
        at.StateOutput("hidden", hidden, cell.Units);
        if (cell.HasCell)
        {
            at.StateOutput("cell", graph.Squeeze(lastCell, 0), cell.Units);
        }

        // With one direction, [directions, batch, units] is a sequence of one step.
        return at.Output(at.Layer.Output.IsSequence ? last : hidden);
    }

    /// <summary>What the layer passes on: its directions as one, of all steps or of the last.</summary>
    /// <param name="at">The layer.</param>
    /// <param name="cell">The layer.</param>
    /// <param name="outputs">[steps, directions, batch, units], or without steps.</param>
    /// <param name="sequence">Whether there are steps.</param>
    public static Flow End(OnnxPlace at, RecurrentCell cell, string outputs, bool sequence)
    {
        string merged = Merged(at.Graph, cell, outputs, sequence);
        return at.Output(sequence && !at.Layer.Output.IsSequence ? at.Graph.Last(new Flow(merged, at.Input.Shape, at.Input.Lengths), at.Steps) : merged);
    }

    private static string Merged(OnnxGraph graph, RecurrentCell cell, string outputs, bool sequence)
    {
        int axis = sequence ? 1 : 0;
        if (!cell.Bidirectional)
        {
            return graph.Squeeze(outputs, axis);
        }

        return cell.Merge switch
        {
            Merge.Sum => graph.Sum(outputs, axis, keep: false),
            Merge.Mul => graph.Node("ReduceProd", [outputs], ("axes", new[] { axis }), ("keepdims", 0)),
            Merge.Average => graph.Node("ReduceMean", [outputs], ("axes", new[] { axis }), ("keepdims", 0)),
            _ when sequence => graph.Reshape(graph.Transpose(outputs, 0, 2, 1, 3), 0, 0, 2 * cell.Width),
            _ => graph.Reshape(graph.Transpose(outputs, 1, 0, 2), 0, 2 * cell.Width),
        };
    }

    /// <summary>A state before the first step, [directions, batch, values]; nothing where it is zero.</summary>
    private static string FirstState(OnnxPlace at, RecurrentCell cell, string name)
    {
        OnnxGraph graph = at.Graph;
        if (at.Streaming)
        {
            return graph.Unsqueeze(StreamState(at, cell, name, cell.Units), 0);
        }

        return cell.LearnedInitialState ? Expanded(at, Learned(at, cell, name), cell.Bidirectional ? 2 : 1, cell.Units) : "";
    }

    /// <summary>A state that a stream brings: what was learned where it has not started.</summary>
    public static string StreamState(OnnxPlace at, RecurrentCell cell, string name, int width)
    {
        string state = at.StateInput(name, width);
        return cell.LearnedInitialState ? at.Graph.Node("Where", [at.Started(), state, at.Tensor($"initial_{name}", 1, width)]) : state;
    }

    /// <summary>[directions, 1, values].</summary>
    private static string Learned(OnnxPlace at, RecurrentCell cell, string name)
    {
        float[] values = Joined(cell.Bidirectional, direction => at.Values($"{direction}initial_{name}"));
        int directions = cell.Bidirectional ? 2 : 1;
        return at.Graph.Tensor($"initial_{name}", values, directions, 1, values.Length / directions);
    }

    private static string Expanded(OnnxPlace at, string value, int directions, int width) =>
        at.Graph.Node("Expand", [value, at.Graph.Concat(0, at.Graph.Constant([directions]), at.Batch, at.Graph.Constant([width]))]);

    private static float[] Alpha(Activation function) => function switch
    {
        Activation.Linear or Activation.Elu => [1f],
        Activation.HardSigmoid => [1f / 6f],
        Activation.LegacyHardSigmoid or Activation.LeakyRelu => [0.2f],
        _ => [],
    };

    private static float[] Beta(Activation function) => function switch
    {
        Activation.Linear => [0f],
        Activation.HardSigmoid or Activation.LegacyHardSigmoid => [0.5f],
        _ => [],
    };
}

/// <summary>What the exporter of recurrent layers wants to know of one.</summary>
/// <param name="Units">Of the cell.</param>
/// <param name="Width">Of h.</param>
/// <param name="Bidirectional">Whether there are two directions.</param>
/// <param name="Merge">How their outputs become one.</param>
/// <param name="LastStep">Which step they pass on where they pass on one.</param>
/// <param name="LearnedInitialState">Whether the first states are tensors.</param>
/// <param name="HasCell">Whether there is a state beside h.</param>
internal sealed record RecurrentCell(int Units, int Width, bool Bidirectional, Merge Merge, LastStep LastStep, bool LearnedInitialState, bool HasCell)
{
    /// <summary>Whether the one step that it passes on is the last of the sequence in both directions.</summary>
    public bool EndsWithSequence => Bidirectional && LastStep == LastStep.OfSequence;
}
