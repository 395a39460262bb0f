using LstmGen.Compiler;
using LstmGen.Import.Networks;
using LstmGen.Import.Tests.Formats;

namespace LstmGen.Import.Tests;

/// <summary>What docs/porting.md says of Keras and of training, statement by statement, where no other test of this project holds it. Of PyTorch: TorchTests; of ONNX: OnnxCaseTests.</summary>
public sealed class PortingTests
{
    /// <summary>Layers of the page's table: as Keras writes them, and what they are here.</summary>
    public static TheoryData<string, string> Layers => new()
    {
        { "CuDNNLSTM", "Lstm(4, ReturnSequences = true)" },
        { "CuDNNGRU", "Gru(4, ReturnSequences = true)" },
        { "GRU before", "Gru(4, ResetAfter = false, ReturnSequences = true)" },
        { "GRU after", "Gru(4, ReturnSequences = true)" },
        { "dropout", "Lstm(4, Dropout = 0.1, RecurrentDropout = 0.2, ReturnSequences = true)" },
        { "Dropout", "Dropout(0.3)" },
        { "same", "Conv1D(4, 3, Stride = 2, Padding = Padding.KerasSame)" },
        { "MaxPooling1D", "MaxPool1D(3)" },
        { "AveragePooling1D", "AveragePool1D(3)" },
        { "GlobalMaxPooling1D", "GlobalMaxPool1D" },
        { "GlobalAveragePooling1D", "GlobalAveragePool1D" },
        { "Flatten", "Flatten" },
        { "Cropping1D", "Last(6)" },
        { "LayerNormalization", "LayerNorm" },
        { "LeakyReLU", "Activation(Activation.LeakyRelu, NegativeSlope = 0.3)" },
        { "ReLU", "Activation(Activation.Relu)" },
        { "ELU", "Activation(Activation.Elu, Alpha = 0.5)" },
        { "PReLU", "PRelu" },
        { "Masking", "Masking" },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_of_Keras_is_the_layer_of_the_table(string layer, string expected)
    {
        ImportedNetwork network = Read(Add(new KerasFile(), layer));
        Assert.Equal(expected, Written(Assert.Single(network.Layers)));
    }

    private static KerasFile Add(KerasFile file, string layer) => layer switch
    {
        "CuDNNLSTM" => file.Add(layer, new { units = 4, return_sequences = true }, [2, 16], [4, 16], [32]),
        "CuDNNGRU" => file.Add(layer, new { units = 4, return_sequences = true }, [2, 12], [4, 12], [24]),
        "GRU before" => file.Add("GRU", new { units = 4, return_sequences = true, reset_after = false, recurrent_activation = "sigmoid" }, [2, 12], [4, 12], [12]),
        "GRU after" => file.Add("GRU", new { units = 4, return_sequences = true, recurrent_activation = "sigmoid" }, [2, 12], [4, 12], [2, 12]),
        "dropout" => file.Add("LSTM", new { units = 4, return_sequences = true, dropout = 0.1, recurrent_dropout = 0.2 }, [2, 16], [4, 16], [16]),
        "Dropout" => file.Add(layer, new { rate = 0.3 }),
        "same" => file.Add("Conv1D", new { filters = 4, kernel_size = new[] { 3 }, strides = new[] { 2 }, padding = "same" }, [3, 2, 4], [4]),
        "MaxPooling1D" or "AveragePooling1D" => file.Add(layer, new { pool_size = new[] { 3 }, strides = new[] { 3 }, padding = "valid" }),
        "Cropping1D" => file.Add(layer, new { cropping = new[] { 2, 0 } }),
        "LayerNormalization" => file.Add(layer, new { }, [2], [2]),
        "LeakyReLU" or "ReLU" or "Flatten" or "GlobalMaxPooling1D" or "GlobalAveragePooling1D" => file.Add(layer, new { }),
        "ELU" => file.Add(layer, new { alpha = 0.5 }),
        "PReLU" => file.Add(layer, new { shared_axes = new[] { 1 } }, [1, 2]),
        _ => file.Add(layer, new { mask_value = 0.0 }),
    };

    /// <summary>The second half of what cuDNN adds to the gates is what an Lstm's one bias has, too.</summary>
    [Fact]
    public void The_two_biases_of_CuDNN_add()
    {
        KerasFile file = Add(new KerasFile(), "CuDNNLSTM");
        float[] given = file.Weight(0, 2);
        Assert.Equal(given[..16].Zip(given[16..], (a, b) => a + b), Read(file).Layers[0].Tensors.Single(tensor => tensor.Name == "bias").Values);
    }

    [Theory]
    [InlineData("concat", Merge.Concat)]
    [InlineData("sum", Merge.Sum)]
    [InlineData("mul", Merge.Mul)]
    [InlineData("ave", Merge.Average)]
    public void Merge_modes_are_merges(string mode, Merge expected)
    {
        KerasFile file = new KerasFile().Add(
            "Bidirectional", new { merge_mode = mode, layer = new { class_name = "LSTM", config = new { name = "inner", units = 4 } } }, [2, 16], [4, 16], [16], [2, 16], [4, 16], [16]);
        LstmAttribute lstm = Assert.IsType<LstmAttribute>(Read(file).Layers[0].Attribute);
        Assert.Equal((true, expected, LastStep.OfDirections), (lstm.Bidirectional, lstm.Merge, lstm.LastStep));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Mask_zero_is_MaskZero(bool masks)
    {
        KerasFile file = new KerasFile { Input = [6] }.Add("Embedding", new { input_dim = 9, output_dim = 3, mask_zero = masks }, [9, 3]).Add("LSTM", new { units = 4 }, [3, 16], [4, 16], [16]);
        Assert.Equal(masks, Assert.IsType<EmbeddingAttribute>(Read(file).Layers[0].Attribute).MaskZero);
    }

    [Fact]
    public void A_vector_is_repeated_and_a_softmax_at_the_end_is_a_head()
    {
        KerasFile file = new KerasFile()
            .Add("LSTM", new { units = 4 }, [2, 16], [4, 16], [16])
            .Add("RepeatVector", new { n = 3 })
            .Add("SimpleRNN", new { units = 4, return_sequences = true, activation = "leaky_relu" }, [4, 4], [4, 4], [4])
            .Add("TimeDistributed", new { layer = new { class_name = "Dense", config = new { name = "each", units = 2, activation = "softmax" } } }, [4, 2], [2]);
        Assert.Equal(
            ["Lstm(4)", "Repeat(3)", "SimpleRnn(4, ReturnSequences = true, Activation = Activation.LeakyRelu)", "Softmax(2)"],
            Read(file).Layers.Select(Written));
    }

    /// <summary>As a function its slope is 0.2, which LeakyRelu has here.</summary>
    [Fact]
    public void The_slope_of_a_function_is_a_fifth()
    {
        KerasFile file = new KerasFile().Add("Dense", new { units = 2, activation = "leaky_relu" }, [2, 2], [2]);
        ImportedNetwork network = Read(file);
        float[] kernel = file.Weight(0, 0), bias = file.Weight(0, 1), output = new float[16];
        SequenceModel model = ModelCompiler.Compile(network);
        model.Predict([.. Enumerable.Repeat(new[] { -3f, 2f }, 8).SelectMany(step => step)], output);
        double sum = bias[0] - 3.0 * kernel[0] + 2.0 * kernel[2];
        Assert.Equal(sum > 0 ? sum : 0.2 * sum, output[0], 1e-6);
        Assert.Equal(0.2, new ActivationAttribute(Activation.LeakyRelu).NegativeSlope);
    }

    [Theory]
    [InlineData("GaussianNoise")]
    [InlineData("SpatialDropout1D")]
    public void Noise_that_changes_no_answer_is_left_out_with_a_note(string kind)
    {
        ImportedNetwork network = Read(new KerasFile().Add(kind, new { rate = 0.1, stddev = 0.1 }).Add("LSTM", new { units = 4 }, [2, 16], [4, 16], [16]));
        Assert.Equal("Lstm", Assert.Single(network.Layers).Kind);
        Assert.Contains(network.Notes, note => note.Contains(kind, StringComparison.Ordinal));
    }

    /// <summary>Padding behind the steps of a window is its length; in front or between it is refused.</summary>
    [Fact]
    public void Masking_is_a_length()
    {
        SequenceModel model = ModelCompiler.Compile(Read(new KerasFile { Input = [4, 1] }.Add("Masking", new { mask_value = 0.0 }).Add("LSTM", new { units = 3 }, [1, 12], [3, 12], [12])));
        float[] padded = new float[3], cut = new float[3];
        model.Predict([1, 2, 0, 0], padded);
        model.Predict([1, 2, 7, 7], 2, cut);
        Assert.Equal(cut, padded);
        Assert.ThrowsAny<ArgumentException>(() => model.Predict([0, 0, 1, 2], padded));
        Assert.ThrowsAny<ArgumentException>(() => model.Predict([1, 0, 2, 0], padded));
    }

    [Fact]
    public void Epsilons_and_momentum_are_those_of_the_page()
    {
        Assert.Equal((1e-3, 1e-3, 0.99), (new LayerNormAttribute().Epsilon, new BatchNormAttribute().Epsilon, new BatchNormAttribute().Momentum));
        Assert.Equal((1e-7, 1e-8), (new Adam().Epsilon, new Adam { Style = OptimizerStyle.PyTorch }.Epsilon));
        BatchNormAttribute norm = Assert.IsType<BatchNormAttribute>(Read(new KerasFile().Add("BatchNormalization", new { }, [2], [2], [2], [2])).Layers[0].Attribute);
        Assert.Equal((1e-3, 0.99, false, false), (norm.Epsilon, norm.Momentum, norm.UnbiasedVariance, norm.FrozenStatistics));
    }

    /// <summary>Moments stay in Python: an imported class begins with a fresh optimizer, and learns as any other.</summary>
    [Fact]
    public void An_imported_class_goes_on_learning_with_a_fresh_optimizer()
    {
        SequenceModel model = ModelCompiler.Compile(Read(new KerasFile { Input = [8, 1] }.Add("LSTM", new { units = 6 }, [1, 24], [6, 24], [24]).Add("Dense", new { units = 1 }, [6, 1], [1])));
        Assert.Null(model.Optimizer);
        WindowDataset windows = WindowDataset.Of([.. Enumerable.Range(0, 120).Select(i => MathF.Sin(i * 0.3f))], lookBack: 8);
        double before = model.Evaluate(windows);
        model.Fit(windows, new FitOptions { Epochs = 3, LearningRate = 0.01 });
        Assert.True(model.Evaluate(windows) < before);
    }

    [Fact]
    public void Two_inputs_are_refused()
    {
        const string Graph = """
            {"class_name":"Functional","config":{"name":"model","layers":[
              {"class_name":"InputLayer","config":{"batch_input_shape":[null,6,2],"name":"in"},"name":"in","inbound_nodes":[]},
              {"class_name":"InputLayer","config":{"batch_input_shape":[null,6,2],"name":"other"},"name":"other","inbound_nodes":[]},
              {"class_name":"LSTM","config":{"name":"a","units":3},"name":"a","inbound_nodes":[[["in",0,0,{}]]]},
              {"class_name":"LSTM","config":{"name":"b","units":3},"name":"b","inbound_nodes":[[["other",0,0,{}]]]}]}}
            """;
        var problems = new Import.Formats.Problems("model");
        Import.Formats.Keras.KerasModel.Read(Import.Containers.JsonFile.Parse(System.Text.Encoding.UTF8.GetBytes(Graph), "model"), "2.15.0", ".keras", null, problems);
        Assert.Throws<InvalidDataException>(problems.Throw);
    }

    /// <summary>Files of audio networks say no window.</summary>
    [Fact]
    public void Audio_networks_have_64_steps_unless_others_are_given()
    {
        string path = SharedModels.Find("nam-lstm-1x3.nam");
        Assert.Equal(64, FileImporter.Read(path).Model.LookBack);
        Assert.Equal(20, FileImporter.Read(path, new ImportOptions { LookBack = 20 }).Model.LookBack);
        Assert.True(ModelCompiler.Compile(FileImporter.Read(path)).Description.OutputSteps == 64, "every step is put out");
    }

    private static ImportedNetwork Read(KerasFile file) => FileImporter.Read(file.Archive(), "model");

    private static string Written(ImportedLayer layer) => DeclarationText.Of(layer.Attribute);
}
