/// The Python program that draws: it reads one request and writes one answer, and opens no connection.
enum RendererProgram {
  /// Run as `python -c … REQUEST`; the request is a JSON file, the answer a JSON object on standard output.
  static let text = """
    import base64, json, os, sys, tempfile

    def draw(job):
        kind = job["format"]
        if kind == "bundle":
            import vl_convert
            # The one whose output is of the version of Vega that is bundled.
            return vl_convert.javascript_bundle(vl_version="6.4").encode()
        if kind == "typst":
            import typst
            with tempfile.TemporaryDirectory() as folder:
                for name, content in job["files"].items():
                    with open(os.path.join(folder, name), "wb") as file:
                        file.write(base64.b64decode(content))
                return typst.compile(os.path.join(folder, job["main"]), root=folder)
        import vl_convert
        spec = json.loads(base64.b64decode(job["spec"]))
        if kind == "svg":
            return vl_convert.vegalite_to_svg(spec, vl_version="5.21").encode()
        if kind == "png":
            return vl_convert.vegalite_to_png(spec, vl_version="5.21", scale=2)
        if kind == "pdf":
            return vl_convert.vegalite_to_pdf(spec, vl_version="5.21")
        return vl_convert.vegalite_to_html(spec, vl_version="5.21", bundle=True).encode()

    with open(sys.argv[1]) as file:
        jobs = json.load(file)
    try:
        answer = {"outputs": [base64.b64encode(draw(job)).decode() for job in jobs]}
    except ModuleNotFoundError as error:
        answer = {"missing": str(error.name)}
    except Exception as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout)
    """
}
