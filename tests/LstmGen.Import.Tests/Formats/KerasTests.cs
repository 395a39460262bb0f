using LstmGen.Compiler;
using LstmGen.Import.Networks;

namespace LstmGen.Import.Tests.Formats;

/// <summary>Files as versions of Keras wrote them.</summary>
public sealed class KerasTests
{
    private static KerasFile Stack(string version = "3.3.3") => new KerasFile { Version = version }
        .Add("Conv1D", new { filters = 3, kernel_size = new[] { 3 }, strides = new[] { 1 }, padding = "causal", activation = "relu" }, [3, 2, 3], [3])
        .Add("MaxPooling1D", new { pool_size = new[] { 2 }, strides = new[] { 2 }, padding = "valid" })
        .Add("Bidirectional", new { merge_mode = "concat", layer = new { class_name = "LSTM", config = new { name = "inner", units = 4, return_sequences = true, activation = "tanh", recurrent_activation = "hard_sigmoid" } } },
            [3, 16], [4, 16], [16], [3, 16], [4, 16], [16])
        .Add("Dropout", new { rate = 0.25 })
        .Add("LSTM", new { units = 5, return_sequences = true, activation = "tanh", recurrent_activation = "sigmoid" }, [8, 20], [5, 20], [20])
        .Add("LeakyReLU", new { alpha = 0.3f })
        .Add("GRU", new { units = 3, reset_after = true, return_sequences = true, activation = "tanh", recurrent_activation = "sigmoid" }, [5, 9], [3, 9], [2, 9])
        .Add("TimeDistributed", new { layer = new { class_name = "Dense", config = new { name = "each", units = 2, activation = "tanh" } } }, [3, 2], [2])
        .Add("Flatten", new { })
        .Add("Dense", new { units = 3, activation = "softmax" }, [8, 3], [3]);

    public static TheoryData<string> Layouts => ["archive", "archive by name", "archive of Windows", "HDF5", "HDF5, a list"];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_gives_the_same_network(string layout)
    {
        KerasFile file = Stack();
        ImportedNetwork network = FileImporter.Read(Bytes(file, layout), layout);
        Assert.Equal(["Conv1D", "MaxPool1D", "Lstm", "Dropout", "Lstm", "Activation", "Gru", "Dense", "Flatten", "Softmax"], network.Layers.Select(layer => layer.Kind));
        Assert.Equal(file.Weight(2, 5), network.Layers[2].Tensors[5].Values);
        Assert.Equal(file.Weight(6, 2), network.Layers[6].Tensors[2].Values);
        Assert.Equal(file.Weight(9, 0), network.Layers[9].Tensors[0].Values);
        Assert.Equal(0.3, Assert.IsType<ActivationAttribute>(network.Layers[5].Attribute).NegativeSlope);

        SequenceModel model = ModelCompiler.Compile(network);
        float[] window = [.. Enumerable.Range(0, 16).Select(i => MathF.Cos(i))];
        float[] output = new float[3];
        model.Predict(window, output);
        SharedModels.Same(PlainNetwork.Run(network, window), output);
    }

    [Fact]
    public void Pictures_masks_pools_and_statistics_are_Keras_s()
    {
        static object Of(string name, object config) => new { layer = new { class_name = name, config } };
        KerasFile pictures = new KerasFile { Input = [3, 7, 6, 2] }
            .Add("TimeDistributed", Of("Conv2D", new { name = "a", filters = 3, kernel_size = new[] { 3, 2 }, strides = new[] { 2, 1 }, padding = "same", activation = "relu" }), [3, 2, 2, 3], [3])
            .Add("TimeDistributed", Of("BatchNormalization", new { name = "b", axis = new[] { 4 }, epsilon = 0.001 }), [3], [3], [3], [3])
            .Add("TimeDistributed", Of("MaxPooling2D", new { name = "c", pool_size = new[] { 2, 2 }, strides = new[] { 2, 1 }, padding = "same" }))
            .Add("TimeDistributed", Of("Flatten", new { name = "d" }))
            .Add("GRU", new { units = 4, reset_after = false, activation = "tanh", recurrent_activation = "sigmoid" }, [36, 12], [4, 12], [12])
            .Add("Dense", new { units = 2 }, [4, 2], [2]);
        KerasFile steps = new KerasFile { Input = [9, 2] }
            .Add("Masking", new { mask_value = -1.0 })
            .Add("Conv1D", new { filters = 3, kernel_size = new[] { 4 }, strides = new[] { 2 }, padding = "same" }, [4, 2, 3], [3])
            .Add("BatchNormalization", new { scale = false, epsilon = 0.01 }, [3], [3], [3])
            .Add("AveragePooling1D", new { pool_size = new[] { 3 }, strides = new[] { 2 }, padding = "same" })
            .Add("SimpleRNN", new { units = 4, activation = "relu", return_sequences = true }, [3, 4], [4, 4], [4])
            .Add("PReLU", new { shared_axes = new[] { 1 } }, [1, 4])
            .Add("GlobalMaxPooling1D", new { })
            .Add("Dense", new { units = 2, activation = "elu" }, [4, 2], [2]);
        foreach ((KerasFile file, int size) in new[] { (pictures, 3 * 7 * 6 * 2), (steps, 18) })
        {
            ImportedNetwork network = FileImporter.Read(file.Archive(), "model");
            SequenceModel model = ModelCompiler.Compile(network);
            float[] window = [.. Enumerable.Range(0, size).Select(i => MathF.Cos(i * 1.7f))];
            float[] output = new float[2];
            model.Predict(window, output);
            SharedModels.Same(PlainNetwork.Run(network, window), output);
        }
    }

    /// <summary>How a batch norm goes on learning is what the file says; a layer that is not trainable stays as it is, also inside of a wrapper.</summary>
    [Fact]
    public void Batch_norms_learn_as_in_the_file()
    {
        KerasFile file = new KerasFile { Input = [6, 3] }
            .Add("BatchNormalization", new { momentum = 0.9, epsilon = 1e-5, trainable = true }, [3], [3], [3], [3])
            .Add("BatchNormalization", new { momentum = 0.9, trainable = false }, [3], [3], [3], [3])
            .Add("TimeDistributed", new { layer = new { class_name = "BatchNormalization", config = new { name = "b", axis = new[] { 2 }, trainable = false, center = false } } }, [3], [3], [3])
            .Add("BatchNormalization", new { }, [3], [3], [3], [3])
            .Add("LSTM", new { units = 4, activation = "tanh", recurrent_activation = "sigmoid" }, [3, 16], [4, 16], [16])
            .Add("Dense", new { units = 2 }, [4, 2], [2]);
        ImportedNetwork network = FileImporter.Read(file.Archive(), "model");
        Assert.Equal(
            [(0.9, 1e-5, false), (0.9, 1e-3, true), (0.99, 1e-3, true), (0.99, 1e-3, false)],
            network.Layers.Take(4).Select(layer => (BatchNormAttribute)layer.Attribute).Select(norm => (norm.Momentum, norm.Epsilon, norm.Frozen)));

        SequenceModel model = ModelCompiler.Compile(network);
        float[] before = model.Parameters.Values.ToArray(), windows = [.. Enumerable.Range(0, 5 * 18).Select(i => MathF.Cos(i * 1.7f))];
        model.FitBatch(windows, new float[10], new AdamW { WeightDecay = 0.1 });
        foreach (Runtime.ParameterDescription tensor in model.Parameters.Tensors.Where(tensor => tensor.Name.StartsWith("batchnorm", StringComparison.Ordinal)))
        {
            bool isFrozen = tensor.Name.StartsWith("batchnorm_1.", StringComparison.Ordinal) || tensor.Name.StartsWith("batchnorm_2.", StringComparison.Ordinal);
            Assert.Equal(isFrozen, before.AsSpan(tensor.Offset, tensor.Count).SequenceEqual(model.Parameters[tensor.Name]));
        }
    }

    [Theory]
    [InlineData("2.15.0", Activation.LegacyHardSigmoid)]
    [InlineData("3.3.3", Activation.HardSigmoid)]
    public void Hard_sigmoid_is_that_of_the_version(string version, Activation expected) =>
        Assert.Equal(expected, Assert.IsType<LstmAttribute>(FileImporter.Read(Stack(version).Archive(), "model").Layers[2].Attribute).RecurrentActivation);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Weights_alone_fill_a_declared_class_and_declare_none(bool named)
    {
        KerasFile file = new KerasFile().Add("LSTM", new { units = 4 }, [2, 16], [4, 16], [16]).Add("Dense", new { units = 1 }, [4, 1], [1]);
        byte[] bytes = named ? file.Hdf5(weightsAlone: true) : WeightsOf(file.Archive());
        Assert.Contains("weights alone", Assert.Throws<InvalidDataException>(() => FileImporter.Read(bytes, "weights")).Message, StringComparison.Ordinal);
        SequenceModel model = ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 8, Features = 2 }, new LstmAttribute(4), new DenseAttribute(1)));
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, bytes);
        model.LoadKeras(path);
        File.Delete(path);
        Assert.Equal(file.Weight(0, 1), model.Parameters["lstm.recurrent_kernel"].ToArray());
        Assert.Equal(file.Weight(1, 0), model.Parameters["dense.kernel"].ToArray());
    }

    [Fact]
    public void All_that_has_no_counterpart_is_listed_at_once()
    {
        KerasFile file = new KerasFile()
            .Add("LSTM", new { units = 4, return_sequences = true, go_backwards = true }, [2, 16], [4, 16], [16])
            .Add("Lambda", new { function = new object[] { "4wEAAA==" } })
            .Add("MultiHeadAttention", new { num_heads = 2 })
            .Add("LSTM", new { units = 4, activation = "swish" }, [4, 16], [4, 16], [16])
            .Add("Dense", new { units = 1 }, [4, 1], [1]);
        string message = Assert.Throws<InvalidDataException>(() => FileImporter.Read(file.Hdf5(), "model.h5")).Message;
        Assert.Contains("4 things", message, StringComparison.Ordinal);
        Assert.All(["go_backwards", "Lambda", "never run", "MultiHeadAttention", "swish", "layer 3"], text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_graph_that_is_no_chain_is_refused_and_one_that_is_is_read()
    {
        const string Chain = """
            {"class_name":"Functional","config":{"name":"model","layers":[
              {"class_name":"InputLayer","config":{"batch_input_shape":[null,6,2],"name":"in"},"name":"in","inbound_nodes":[]},
              {"class_name":"LSTM","config":{"name":"a","units":3},"name":"a","inbound_nodes":[[["in",0,0,{}]]]},
              {"class_name":"Dense","config":{"name":"b","units":1},"name":"b","inbound_nodes":[[["SOURCE",0,0,{}]]]}]}}
            """;
        var problems = new Import.Formats.Problems("model");
        KerasModelOf(Chain.Replace("SOURCE", "a", StringComparison.Ordinal), problems);
        problems.Throw();
        KerasModelOf(Chain.Replace("SOURCE", "in", StringComparison.Ordinal), problems);
        Assert.Contains("it reads 'in', and the layer above it is 'a'", Assert.Throws<InvalidDataException>(problems.Throw).Message, StringComparison.Ordinal);

        static void KerasModelOf(string json, Import.Formats.Problems problems) =>
            Import.Formats.Keras.KerasModel.Read(Import.Containers.JsonFile.Parse(System.Text.Encoding.UTF8.GetBytes(json), "model"), "2.15.0", ".keras", null, problems);
    }

    [Fact]
    public void A_layer_that_comes_twice_is_refused()
    {
        KerasFile file = new KerasFile().Add("LSTM", new { units = 4 }, [2, 16], [4, 16], [16]);
        Assert.Contains("'lstm' comes twice", Assert.Throws<InvalidDataException>(() => FileImporter.Read(file.Archive(windows: true, twice: true), "model")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_steps_are_given_by_the_options()
    {
        KerasFile file = new KerasFile { Input = [null, 2] }.Add("LSTM", new { units = 4 }, [2, 16], [4, 16], [16]);
        Assert.Contains("LookBack", Assert.Throws<InvalidDataException>(() => FileImporter.Read(file.Archive(), "model")).Message, StringComparison.Ordinal);
        Assert.Equal(30, FileImporter.Read(file.Archive(), "model", new ImportOptions { LookBack = 30 }).Model.LookBack);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(6)]
    public void A_flattened_sequence_fills_a_class_of_its_steps(int? steps)
    {
        byte[] bytes = new KerasFile { Input = [steps, 2] }.Add("Conv1D", new { filters = 3, kernel_size = new[] { 2 } }, [2, 2, 3], [3]).Add("Flatten", new { }).Add("Dense", new { units = 1 }, [15, 1], [1]).Archive();
        SequenceModel model = ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 6, Features = 2 }, new Conv1DAttribute(3, 2), new FlattenAttribute(), new DenseAttribute(1)));
        Assert.Equal(2, model.LoadKeras(new MemoryStream(bytes)).Layers.Count);
    }

    [Fact]
    public void A_class_that_says_something_else_than_the_file_is_refused()
    {
        byte[] bytes = new KerasFile { Input = [6, 2] }.Add("LSTM", new { units = 4, activation = "relu" }, [2, 16], [4, 16], [16]).Add("Dense", new { units = 1 }, [4, 1], [1]).Archive();
        SequenceModel model = ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 6, Features = 2 }, new LstmAttribute(4), new DenseAttribute(1)));
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, bytes);
        string message = Assert.Throws<InvalidDataException>(() => model.LoadKeras(path)).Message;
        File.Delete(path);
        Assert.Contains("Activation = Tanh", message, StringComparison.Ordinal);
        Assert.Contains("Relu", message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(KerasFile file, string layout) => layout switch
    {
        "archive" => file.Archive(),
        "archive by name" => file.Archive(byName: true),
        "archive of Windows" => file.Archive(windows: true),
        "HDF5" => file.Hdf5(),
        _ => file.Hdf5(asList: true),
    };

    private static byte[] WeightsOf(byte[] archive)
    {
        var entries = new Import.Containers.ZipEntries(archive, "archive");
        return entries.Read("model.weights.h5").ToArray();
    }
}
