using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Keras;

// LSTM, GRU and Bidirectional.
internal sealed partial class KerasMapper
{
    private void ReadRecurrent(KerasLayer layer, IReadOnlyList<FileTensor> tensors) => PutRecurrent(layer, layer, tensors, null, null);

    private void ReadBidirectional(KerasLayer layer, IReadOnlyList<FileTensor> tensors)
    {
        KerasLayer inner = layer.Inner();
        if (inner.ClassName is not ("LSTM" or "GRU" or "SimpleRNN" or "CuDNNLSTM" or "CuDNNGRU"))
        {
            problems.Add(layer.Place, $"both directions of {inner.ClassName}", "both directions of LSTM or GRU");
            return;
        }

        if (layer.Config.Find("backward_layer") is not null && !SameOptions(inner, layer.Inner("backward_layer")))
        {
            problems.Add(layer.Place, "a backward layer with options of its own", "the same options in both directions");
            return;
        }

        Merge? merge = layer.Config.Text("merge_mode") switch
        {
            "concat" => Merge.Concat,
            "sum" => Merge.Sum,
            "mul" => Merge.Mul,
            "ave" => Merge.Average,
            _ => null,
        };
        if (merge is null)
        {
            problems.Add(layer.Place, "two outputs apart (merge_mode None)", "merge_mode concat, sum, mul or ave");
            return;
        }

        if (tensors.Count % 2 != 0 || tensors.Count == 0) Count(layer, tensors, 4, 6);
        int half = tensors.Count / 2;
        PutRecurrent(layer, inner, [.. tensors.Take(half)], [.. tensors.Skip(half)], merge);
    }

    private static bool SameOptions(KerasLayer one, KerasLayer other)
    {
        string[] read = ["units", "activation", "recurrent_activation", "use_bias", "reset_after", "return_sequences"];
        return one.ClassName == other.ClassName && read.All(option => one.Config.Find(option)?.GetRawText() == other.Config.Find(option)?.GetRawText());
    }

    private void PutRecurrent(KerasLayer layer, KerasLayer cell, IReadOnlyList<FileTensor> forward, IReadOnlyList<FileTensor>? backward, Merge? merge)
    {
        if (_flow.Steps is null)
        {
            problems.Add(layer.Place, "a recurrent layer that reads one vector", "return_sequences=True on the layer above, or RepeatVector between them");
            return;
        }

        Refuse(layer, cell, "go_backwards", "a Bidirectional layer reads backwards");
        Refuse(layer, cell, "return_state", "the state of a stream is what Step carries");
        Refuse(layer, cell, "time_major", "windows come step by step, batch first");
        if (cell.Flag("stateful", false)) Note($"{layer.Place} is stateful: Step carries its state, and Stateful = true in [LstmModel] does in training; Predict begins every window anew.");
        int units = cell.Size("units");
        bool sequences = cell.Flag("return_sequences", false);
        bool bias = cell.Flag("use_bias", true);
        bool cudnn = cell.ClassName.StartsWith("CuDNN", StringComparison.Ordinal);
        Activation activation = cudnn ? Activation.Tanh : ReadActivation(cell, "activation", "tanh");
        bool isSimple = cell.ClassName == "SimpleRNN";
        Activation gates = cudnn || isSimple ? Activation.Sigmoid : ReadActivation(cell, "recurrent_activation", model.MajorVersion >= 3 ? "sigmoid" : "hard_sigmoid");
        bool isGru = cell.ClassName is "GRU" or "CuDNNGRU";
        bool resetAfter = cudnn || cell.Config.Flag("reset_after") is true || (cell.Config.Find("reset_after") is null && isGru && forward.Count == 3 && forward[2].Rank == 2);
        LayerAttribute attribute = cell.ClassName switch
        {
            "LSTM" or "CuDNNLSTM" => new LstmAttribute(units)
            {
                Bidirectional = merge is not null,
                Merge = merge ?? Merge.Concat,
                ReturnSequences = sequences,
                Activation = activation,
                RecurrentActivation = gates,
                UseBias = bias,
                Dropout = cell.Rate("dropout"),
                RecurrentDropout = cell.Rate("recurrent_dropout"),
            },
            "GRU" or "CuDNNGRU" => new GruAttribute(units)
            {
                ResetAfter = resetAfter,
                Bidirectional = merge is not null,
                Merge = merge ?? Merge.Concat,
                ReturnSequences = sequences,
                Activation = activation,
                RecurrentActivation = gates,
                UseBias = bias,
                Dropout = cell.Rate("dropout"),
                RecurrentDropout = cell.Rate("recurrent_dropout"),
            },
            _ => new SimpleRnnAttribute(units)
            {
                Bidirectional = merge is not null,
                Merge = merge ?? Merge.Concat,
                ReturnSequences = sequences,
                Activation = activation,
                UseBias = bias,
                Dropout = cell.Rate("dropout"),
                RecurrentDropout = cell.Rate("recurrent_dropout"),
            },
        };
        var tensors = new List<ImportedTensor>();
        Gather(layer, cell, forward, merge is null ? "" : "forward.", tensors, resetAfter);
        if (backward is not null) Gather(layer, cell, backward, "backward.", tensors, resetAfter);
        Put(layer, attribute, [.. tensors]);
        int width = merge is Merge.Concat ? 2 * units : units;
        _flow = new Flow(sequences ? _flow.Steps : null, width, null);
    }

    private void Gather(KerasLayer layer, KerasLayer cell, IReadOnlyList<FileTensor> tensors, string prefix, List<ImportedTensor> into, bool resetAfter)
    {
        bool bias = cell.Flag("use_bias", true);
        int units = cell.Size("units");
        int gates = cell.ClassName is "LSTM" or "CuDNNLSTM" ? 4 : cell.ClassName == "SimpleRNN" ? 1 : 3;
        if (tensors.Count > 3 && model.MajorVersion < 2) throw new InvalidDataException($"Expected one kernel of all gates of {layer.Place}, but Keras 1 wrote one a gate; load and save the file with Keras 2 first.");
        Count(layer, tensors, bias ? 3 : 2);
        into.Add(Take(layer, tensors[0], "kernel", _flow.Width, gates * units) with { Name = prefix + "kernel" });
        into.Add(Take(layer, tensors[1], "recurrent_kernel", units, gates * units) with { Name = prefix + "recurrent_kernel" });
        if (!bias) return;
        FileTensor given = tensors[2];
        ImportedTensor read = cell.ClassName switch
        {
            "CuDNNLSTM" => Sum(Take(layer, given, "bias", 2 * gates * units)),
            "CuDNNGRU" => Take(layer, given.Rank == 1 ? given.As(given.Name, 2, gates * units) : given, "bias", 2, gates * units),
            _ when gates == 3 && resetAfter => Take(layer, given, "bias", 2, gates * units),
            _ => Take(layer, given, "bias", gates * units),
        };
        into.Add(read with { Name = prefix + "bias" });
    }

    /// <summary>The two biases of a CuDNNLSTM add.</summary>
    private static ImportedTensor Sum(ImportedTensor bias)
    {
        int half = bias.Values.Length / 2;
        float[] sum = new float[half];
        for (int i = 0; i < half; i++)
        {
            sum[i] = bias.Values[i] + bias.Values[half + i];
        }

        return bias with { Shape = [half], Values = sum };
    }

    private void Refuse(KerasLayer layer, KerasLayer cell, string option, string nearest)
    {
        if (cell.Flag(option, false)) problems.Add(layer.Place, $"{option}=True", nearest);
    }
}
