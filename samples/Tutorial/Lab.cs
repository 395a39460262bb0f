using ScottPlot;
using SkiaSharp;

namespace Tutorial;

/// <summary>Where an experiment finds its series and leaves what it made.</summary>
internal sealed class Lab(DirectoryInfo pictures, DirectoryInfo data)
{
    private readonly List<ResultTable> _tables = [];
    private readonly List<string> _pictures = [];

    public IReadOnlyList<ResultTable> Tables => _tables;

    /// <summary>Full names of the files.</summary>
    public IReadOnlyList<string> Pictures => _pictures;

    public void Add(ResultTable table) => _tables.Add(table);

    /// <summary>Writes a plot at the size that pages show.</summary>
    public void Save(string name, Plot plot, int height = 420) => plot.SavePng(Place(name), Chart.Width, height);

    /// <summary>Writes several plots, one below the other.</summary>
    public void Save(string name, Multiplot plots, int height) => plots.SavePng(Place(name), Chart.Width, height);

    /// <summary>Writes a drawing.</summary>
    public void Save(string name, SKSurface surface)
    {
        using SKImage image = surface.Snapshot();
        using SKData bytes = image.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(Place(name), bytes.ToArray());
    }

    /// <summary>A column of a real series.</summary>
    public float[] Series(string file, string column) => CsvSeries.Read(new FileInfo(Path.Combine(data.FullName, file)), column);

    private string Place(string name)
    {
        string path = Path.Combine(pictures.FullName, name);
        _pictures.Add(path);
        return path;
    }
}
