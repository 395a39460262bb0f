namespace LstmGen.Export;

/// <summary>An [Lstm] whose h is projected, which the operator LSTM cannot say: its steps as plain operators, in a Scan over the sequence, or once in a stream.</summary>
internal sealed class ProjectedLstm(LstmAttribute layer, RecurrentCell cell, OnnxPlace at)
{
    private readonly OnnxGraph _graph = at.Graph;

    public Flow Add()
    {
        if (at.Streaming)
        {
            return AddStep();
        }

        string[] directions = RecurrentNodes.Directions(layer.Bidirectional);
        (string All, string Last)[] outputs = [.. directions.Select((direction, i) => Scan(direction, backwards: i == 1))];
        bool sequence = at.Layer.Output.IsSequence || cell.EndsWithSequence;
        if (directions.Length == 1)
        {
            return at.Output(sequence ? outputs[0].All : outputs[0].Last);
        }

        int axis = sequence ? 1 : 0;
        string[] both = [.. outputs.Select(output => _graph.Unsqueeze(sequence ? output.All : output.Last, axis))];
        return RecurrentNodes.End(at, cell, _graph.Concat(axis, both), sequence);
    }

    private Flow AddStep()
    {
        string hidden = RecurrentNodes.StreamState(at, cell, "hidden", cell.Width), before = RecurrentNodes.StreamState(at, cell, "cell", cell.Units);
        (string h, string c) = Step(_graph, Weights(""), Inputs("", _graph.Squeeze(at.Input.Value, 0)), hidden, before);
        at.StateOutput("hidden", h, cell.Width);
        at.StateOutput("cell", c, cell.Units);
        return at.Output(at.Layer.Output.IsSequence ? _graph.Unsqueeze(h, 0) : h);
    }

    /// <summary>One direction over the sequence: h of every step, and the last one. Past a window's length the states stay as they are.</summary>
    private (string All, string Last) Scan(string direction, bool backwards)
    {
        CellWeights weights = Weights(direction);
        string inputs = Inputs(direction, at.Input.Value);
        string? valid = _graph.ValidValues(at.Input);
        OnnxGraph body = _graph.Nested("step");
        string hidden = body.InnerInput("hidden", OnnxGraph.Float), before = body.InnerInput("cell", OnnxGraph.Float), x = body.InnerInput("x", OnnxGraph.Float);
        (string h, string c) = Step(body, weights, x, hidden, before);
        if (valid is not null)
        {
            string isValid = body.InnerInput("valid", OnnxGraph.Bool);
            (h, c) = (body.Node("Where", [isValid, h, hidden]), body.Node("Where", [isValid, c, before]));
        }

        body.InnerOutput(h, OnnxGraph.Float);
        body.InnerOutput(c, OnnxGraph.Float);
        body.InnerOutput(body.Node("Identity", [h]), OnnxGraph.Float);
        string[] scanned = valid is null ? [inputs] : [inputs, valid];
        string last = _graph.Unique("last"), lastCell = _graph.Unique("last_cell"), all = _graph.Unique("all");
        _graph.Add(
            "Scan", [First(direction, "hidden", cell.Width), First(direction, "cell", cell.Units), .. scanned], [last, lastCell, all],
            ("num_scan_inputs", scanned.Length), ("body", body), ("scan_input_directions", scanned.Select(_ => backwards ? 1 : 0).ToArray()),
            ("scan_output_directions", new[] { backwards ? 1 : 0 }));
        return (all, last);
    }

    /// <summary>x·K + b of every gate, for all steps at once.</summary>
    private string Inputs(string direction, string value)
    {
        string products = _graph.MatMul(value, at.Tensor($"{direction}kernel"));
        return layer.UseBias ? _graph.Add(products, at.Tensor($"{direction}bias")) : products;
    }

    private string First(string direction, string name, int width)
    {
        string shape = _graph.Concat(0, at.Batch, _graph.Constant([width]));
        return layer.LearnedInitialState
            ? _graph.Node("Expand", [at.Tensor($"{direction}initial_{name}", 1, width), shape])
            : _graph.Node("ConstantOfShape", [shape]);
    }

    private CellWeights Weights(string direction) => new(
        at.Tensor($"{direction}recurrent_kernel"), at.Tensor($"{direction}projection"),
        layer.Peepholes ? [.. Peepholes(direction)] : []);

    private IEnumerable<string> Peepholes(string direction)
    {
        float[] values = at.Values($"{direction}peephole");
        return values.Chunk(cell.Units).Select(row => _graph.Tensor($"{direction}peephole", row, cell.Units));
    }

    /// <summary>From h(t−1) and c(t−1) to h(t) and c(t).</summary>
    private (string Hidden, string Cell) Step(OnnxGraph graph, CellWeights weights, string inputs, string hidden, string before)
    {
        int count = layer.CoupledGates ? 3 : 4;
        string sums = graph.Add(inputs, graph.MatMul(hidden, weights.Recurrent));
        string[] gates = [.. Enumerable.Range(0, count).Select(_ => graph.Unique("gate"))];
        graph.Add("Split", [sums], gates, ("axis", -1));
        string i = Open(gates[0], 0, before);
        string f = layer.CoupledGates ? graph.Node("Sub", [graph.Constant(1f), i]) : Open(gates[1], 1, before);
        string g = graph.Activate(layer.Activation, gates[count - 2]);
        string c = graph.Add(graph.Multiply(f, before), graph.Multiply(i, g));
        string o = Open(gates[count - 1], count - 2, c);
        string h = graph.MatMul(graph.Multiply(o, graph.Activate(layer.Activation, c)), weights.Projection);
        return (h, c);

        string Open(string gate, int row, string seen) =>
            graph.Activate(layer.RecurrentActivation, weights.Peepholes.Length > 0 ? graph.Add(gate, graph.Multiply(weights.Peepholes[row], seen)) : gate);
    }

    private sealed record CellWeights(string Recurrent, string Projection, string[] Peepholes);
}
